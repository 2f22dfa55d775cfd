internal import LuaKit
internal import Platform
internal import Vimeo

/// Reads a line from the terminal, by default without showing it.
enum HiddenLine {
    /// - Throws: `CancellationError` for Ctrl-C, and for Ctrl-D on an empty line.
    static func ask(_ question: String, isShown: Bool = false) throws -> [UInt8] {
        LuaStreams.flush()
        var modes = termios()
        guard tcgetattr(STDIN_FILENO, &modes) == 0 else {
            throw VimeoError(.usage, "the terminal is gone", hint: "run it in a terminal, or set the variables")
        }
        // Ctrl-C and the others arrive as bytes, so that the terminal shows its input again before the program ends.
        var quiet = modes
        quiet.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        // What was pasted before the question is not dropped: TCSADRAIN.
        tcsetattr(STDIN_FILENO, TCSADRAIN, &quiet)
        defer {
            tcsetattr(STDIN_FILENO, TCSADRAIN, &modes)
            LuaStreams.writeError([0x0A])
        }
        LuaStreams.writeError(Array(question.utf8))
        var line: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            guard read(STDIN_FILENO, &byte, 1) == 1 else { throw CancellationError() }
            switch byte {
            case 0x0A, 0x0D: return line
            case 0x03, 0x1C: throw CancellationError()
            case 0x04 where line.isEmpty: throw CancellationError()
            case 0x04: return line
            case 0x08, 0x7F:
                guard line.popLast() != nil else { continue }
                if isShown { LuaStreams.writeError(Array("\u{8} \u{8}".utf8)) }
            case 0x15:
                if isShown { LuaStreams.writeError(Array(String(repeating: "\u{8} \u{8}", count: line.count).utf8)) }
                line = []
            case 0x20...0x7E, 0x80...:
                guard line.count < 4096 else { continue }
                line.append(byte)
                if isShown { LuaStreams.writeError([byte]) }
            default: continue
            }
        }
    }
}
