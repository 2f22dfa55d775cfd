internal import LuaKit
internal import Platform

/// A question to the user on the terminal.
enum Question {
    /// Ctrl-C came in place of an answer.
    struct Interrupted: Error {}

    /// Whether somebody can answer.
    static var canBeAsked: Bool { isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0 }

    /// The answer, in lower case; empty for a plain Enter, and where the terminal has gone.
    ///
    /// What was typed before the question was seen does not answer it.
    ///
    /// - Parameter isInterrupted: whether Ctrl-C has come: before the read begins it does not end that.
    static func ask(_ text: String, isInterrupted: () -> Bool) throws -> String {
        LuaStreams.flush()
        tcflush(STDIN_FILENO, TCIFLUSH)
        LuaStreams.writeError(Array(text.utf8))
        var entry = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        while poll(&entry, 1, 50) <= 0 {
            if isInterrupted() { throw Interrupted() }
        }
        switch LuaStreams.readLine() {
        case .text(let line): return String(decoding: line, as: UTF8.self).lowercased().filter { !$0.isWhitespace }
        case .interrupted: throw Interrupted()
        case .end:
            LuaStreams.writeError([0x0A])
            return ""
        }
    }
}
