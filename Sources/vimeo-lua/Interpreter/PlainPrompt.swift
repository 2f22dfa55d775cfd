internal import LuaKit
internal import Platform

/// The prompt of `lua -i`: plain lines, prompts on standard output.
struct PlainPrompt {
    let interpreter: Interpreter
    private var stack: LuaStack { interpreter.stack }

    init(interpreter: Interpreter) {
        self.interpreter = interpreter
    }

    /// A prompt that cannot be shown: converting `_PROMPT` to a string failed.
    ///
    /// It ends the program, as in `lua`.
    struct PromptFailure: Error {
        let reason: any Error
    }

    func run() throws(PromptFailure) {
        var hasInput = true
        while hasInput {
            stack.pop(stack.top)
            do {
                switch try readChunk() {
                case .ready:
                    try interpreter.call(arguments: 0, results: nil)
                    printResults()
                case .cleared:
                    continue
                case .end:
                    hasInput = false
                }
            } catch let failure as PromptFailure {
                throw failure
            } catch {
                interpreter.printer.printAtPrompt(Failure(error))
            }
        }
        LuaStreams.write(Array("\n".utf8))
        LuaStreams.flush()
    }

    private enum Input {
        /// The chunk is on the stack.
        case ready
        /// Ctrl-C.
        case cleared
        case end
    }

    private func readChunk() throws -> Input {
        var lines: [UInt8]
        switch try readLine(continuing: false) {
        case .text(let line): lines = line
        case .interrupted: return .cleared
        case .end: return .end
        }
        if lines.first == UInt8(ascii: "=") {
            lines = Array("return ".utf8) + lines.dropFirst()
        }
        if (try? stack.load(Array("return ".utf8) + lines + [UInt8(ascii: ";")], name: "=stdin", mode: interpreter.mode))
            != nil
        {
            return .ready
        }
        while true {
            do {
                try stack.load(lines, name: "=stdin", mode: interpreter.mode)
                return .ready
            } catch let error as LuaError where error.description.hasSuffix("<eof>") {
                switch try readLine(continuing: true) {
                case .text(let line): lines += [UInt8(ascii: "\n")] + line
                case .interrupted: return .cleared
                case .end: throw error
                }
            }
        }
    }

    private func readLine(continuing: Bool) throws -> LuaStreams.Line {
        LuaStreams.write(try prompt(continuing: continuing))
        LuaStreams.flush()
        if isatty(STDIN_FILENO) != 0 { stack.state.handleSignals(terminating: false) }
        let line = LuaStreams.readLine()
        stack.state.stopHandlingSignals()
        stack.state.clearInterrupt()
        if case .interrupted = line { LuaStreams.write(Array("\n".utf8)) }
        return line
    }

    private func prompt(continuing: Bool) throws(PromptFailure) -> [UInt8] {
        do {
            return try PromptText.value(isContinued: continuing, on: stack) ?? Array((continuing ? ">> " : "> ").utf8)
        } catch {
            throw PromptFailure(reason: error)
        }
    }

    private func printResults() {
        let count = stack.top
        guard count > 0 else { return }
        do {
            guard stack.reserve(20) else { throw LuaError("too many results to print") }
            try stack.getGlobal("print")
            stack.insert(at: 1)
            try stack.call(arguments: Int(count), results: 0)
        } catch {
            interpreter.printer.printAtPrompt(Failure(LuaError("error calling 'print' (\(error))")))
        }
    }
}
