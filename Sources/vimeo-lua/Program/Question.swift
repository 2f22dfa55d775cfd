internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua

/// A question to the user on the terminal.
enum Question {
    /// Ctrl-C came in place of an answer.
    struct Interrupted: Error {}

    /// Whether somebody can answer.
    static var canBeAsked: Bool { isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0 }

    /// Asks a question that a script has made, and gives whether the answer was yes.
    ///
    /// Ctrl-C is not an answer: it stops the script, which is under way when this returns.
    static func confirm(_ question: String, _ progress: Progress, isInterrupted: () -> Bool) throws -> Bool {
        guard canBeAsked else { throw VimeoError.noTerminal(toAsk: question) }
        return try progress.withCleared {
            do {
                return ["y", "yes"].contains(try ask(shown(question), isInterrupted: isInterrupted))
            } catch is Interrupted {
                return false
            }
        }
    }

    /// In one line of a bounded length, with nothing that a terminal would act on.
    private static func shown(_ question: String) -> String {
        let text = TerminalText.escaped(question)
        return text.count <= maximumLength ? text : "\(text.prefix(maximumLength))… [y/N] "
    }

    private static let maximumLength = 500

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
            if isInterrupted() {
                LuaStreams.writeError([0x0A])
                throw Interrupted()
            }
        }
        switch LuaStreams.readLine() {
        case .text(let line): return String(decoding: line, as: UTF8.self).lowercased().filter { !$0.isWhitespace }
        case .interrupted:
            LuaStreams.writeError([0x0A])
            throw Interrupted()
        case .end:
            LuaStreams.writeError([0x0A])
            return ""
        }
    }
}
