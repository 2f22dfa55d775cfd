internal import LuaKit
internal import Terminal

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Where inputs come from: plain lines.
final class LineReader {
    enum Input {
        case text(String)
        case interrupted
        case end
    }

    private let environment: (String) -> String?
    /// Whether people type: then values may go through a pager.
    let isTerminal: Bool

    init(environment: @escaping (String) -> String?) {
        self.environment = environment
        isTerminal = isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0
    }

    /// The window's width; 80 without a terminal.
    var columns: Int { TerminalSize.columns }

    /// Reads a whole input.
    func read(_ isComplete: (String) -> Bool) -> Input {
        LuaStreams.flush()
        var text = ""
        while true {
            LuaStreams.write(Array((text.isEmpty ? "> " : ">> ").utf8))
            LuaStreams.flush()
            switch LuaStreams.readLine(catchingInterrupt: isatty(STDIN_FILENO) != 0) {
            case .text(let line):
                text += (text.isEmpty ? "" : "\n") + String(decoding: line, as: UTF8.self)
                if isComplete(text) { return .text(text) }
            case .interrupted:
                LuaStreams.write([UInt8(ascii: "\n")])
                return .interrupted
            case .end:
                LuaStreams.write([UInt8(ascii: "\n")])
                LuaStreams.flush()
                return text.isEmpty ? .end : .text(text)
            }
        }
    }

    /// Standard output for one text, through a pager where it is longer than the window.
    func output() -> Pager {
        Pager(
            rows: TerminalSize.rows - 2,
            columns: columns,
            command: isTerminal ? Pager.command(environment: environment) : nil,
            writeOutput: { LuaStreams.write($0) }
        )
    }
}
