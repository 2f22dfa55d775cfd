internal import Platform

/// Text files that fit into memory.
enum SmallFile {
    private static let limit = 16 << 20

    /// The text of a file of at most 16 MiB, bytes that are not UTF-8 replaced.
    static func read(_ path: String) throws(Errno) -> String {
        String(decoding: try FilePath(path).contents(upTo: limit), as: UTF8.self)
    }

    /// Puts a file in place, all of it or nothing.
    static func write(_ text: String, to path: String) throws(Errno) {
        try FileReplacement.write(Array(text.utf8), to: FilePath(path))
    }
}
