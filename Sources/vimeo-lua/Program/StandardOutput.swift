internal import LuaKit
internal import Platform
internal import Vimeo

/// Standard output as commands write it.
enum StandardOutput {
    /// Writes at once.
    ///
    /// - Throws: `file` where that fails, as on a full disk.
    static func write(_ text: String) throws(VimeoError) { try write(Array(text.utf8)) }

    static func write(_ bytes: [UInt8]) throws(VimeoError) {
        LuaStreams.write(bytes)
        guard LuaStreams.flush() else {
            throw VimeoError(.file, "cannot write to standard output: \(Errno.last)", hint: "check its target")
        }
    }
}
