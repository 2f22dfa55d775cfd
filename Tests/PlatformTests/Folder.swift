import FoundationEssentials
import Platform

/// A folder of a test's own that goes when the test ends.
final class Folder: Sendable {
    let path: FilePath

    init() throws {
        path = FilePath(FileManager.default.temporaryDirectory.path + "/platform-tests-" + UUID().uuidString)
        try path.createFolder()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path.string)
    }

    /// Writes a file and gives its path.
    func file(_ name: String, _ text: String) throws -> FilePath {
        let file = try File(path.appending(name), .writeOnly, [.create, .truncate])
        try Array(text.utf8).withUnsafeBytes { try file.write($0) }
        return path.appending(name)
    }

    func names() throws -> [String] {
        try path.entries().map { String(decoding: $0.name, as: UTF8.self) }.sorted()
    }

    func text(_ name: String) throws -> String {
        String(decoding: try path.appending(name).contents(upTo: 1000), as: UTF8.self)
    }
}
