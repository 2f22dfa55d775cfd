internal import FoundationEssentials

/// Text files that fit into memory.
enum SmallFile {
    private static let limit = 16 << 20

    /// The text of a file, bytes that are not UTF-8 replaced; nil if it cannot be read or is too large.
    static func text(at path: String) -> String? {
        try? read(path)
    }

    /// The text of a file, bytes that are not UTF-8 replaced.
    ///
    /// - Throws: a text that says why not.
    static func read(_ path: String) throws -> String {
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        guard size <= limit else { throw CocoaError(.fileReadTooLarge) }
        return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    /// Puts a file in place, all of it or nothing.
    static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }
}
