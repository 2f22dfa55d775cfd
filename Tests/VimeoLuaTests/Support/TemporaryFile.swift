import FoundationEssentials

/// A file in a folder of its own, removed with it.
final class TemporaryFile {
    let path: String
    private let folder: URL

    init(_ name: String, bytes: [UInt8]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "vimeo-lua-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: name)
        try Data(bytes).write(to: file)
        path = file.path
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }
}
