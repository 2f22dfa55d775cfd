import FoundationEssentials

/// A folder of a test's own that goes when the test ends.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/vimeo-lua-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file, and the folders it is in; gives its path.
    @discardableResult
    func write(_ name: String, _ content: Text) throws -> String {
        let url = URL(filePath: "\(path)/\(name)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(content.bytes).write(to: url)
        return url.path
    }

    func read(_ name: String) throws -> Text {
        Text([UInt8](try Data(contentsOf: URL(filePath: "\(path)/\(name)"))))
    }
}
