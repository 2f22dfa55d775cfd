internal import LuaKit

/// What the user is told on standard error beside errors.
enum Notices {
    static func show(_ message: String) {
        LuaStreams.writeError(Array("vimeo-lua: \(message)\n".utf8))
    }
}
