internal import LuaKit
internal import Terminal

/// What the user is told on standard error beside errors.
enum Notices {
    static func show(_ message: String) {
        LuaStreams.writeError(Array("vimeo-lua: \(message)\n".utf8))
    }

    /// Where progress is JSON, this is too.
    static func show(_ message: String, _ progress: Progress) {
        if progress.mode == .json { progress.note(message) } else { show(message) }
    }
}
