internal import Platform

/// Text files that fit into memory.
enum TextFile {
    private static let limit = 16 << 20

    /// The text of a file of at most 16 MiB, invalid UTF-8 replaced.
    static func read(_ path: String) throws(Errno) -> String {
        String(decoding: try FilePath(path).contents(upTo: limit), as: UTF8.self)
    }

    /// Replaces a file as a whole.
    static func write(_ text: String, to path: String) throws(Errno) {
        try FileReplacement.write(Array(text.utf8), to: FilePath(path))
    }
}
