internal import LuaKit
internal import Platform
internal import Terminal
internal import VimeoLua

// How many earlier results are kept as _1, _2, ….
private let keptResults = 100

extension REPL {
    /// Runs an input and shows its results or its error; returns whether it succeeded.
    @discardableResult
    func evaluate(_ text: String, isRecorded: Bool = true, name: String? = nil) -> Bool {
        // Lua 5.2 and older needed `=` for an expression.
        let text = text.hasPrefix("=") ? String(text.dropFirst()) : text
        let number = isRecorded ? transcript.add(text) : 0
        let name = name ?? (isRecorded ? "=input \(number)" : "=prompt")
        let bytes = Array(text.utf8)
        let source = LuaSource(bytes)
        let bottom = stack.top
        let tasks = stack.startedTasks
        let input: PromptScope.Input
        do {
            input = try scope.load(bytes, name: name, on: stack)
        } catch  where "\(error)" == "interrupted!" {
            // A Ctrl-C that came with Enter: a syntax error names its place.
            sayInterrupted()
            return false
        } catch {
            keepError(error)
            let lines = errorText.lines(forSyntax: Self.message(of: error)) { [stack] place, column in
                let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                let start = lines.prefix(place.line - 1).reduce(0) { $0 + $1.count + 1 }
                return Self.loadError(bytes.prefix(start + column), name: name, on: stack) == Self.message(of: error)
            }
            show(lines)
            return false
        }
        explainAttributes(of: input)
        let transfers = settings.reader.progress.mark
        do {
            undefined.begin(for: source)
            defer { undefined.end() }
            try call(arguments: 0)
        } catch {
            let isInterruption = error is Interruption
            // The input's own cleanup may have been interrupted, too.
            if isInterruption { stack.cancelTasks(after: tasks) }
            // A transfer that was stopped says so itself.
            if !isInterruption || !settings.reader.progress.settle(since: transfers) { fail(error) }
            if !input.declared.isEmpty, !isInterruption {
                let names = input.declared.map(\.name).joined(separator: ", ")
                say("the input failed, so its locals are lost: \(names)", .yellow)
            }
            return false
        }
        if isRecorded {
            let chunk = String(decoding: input.chunk, as: UTF8.self)
            transcript.noteSuccess(isExpression: input.isExpression, chunk: chunk)
        }
        if !scope.keep(input, on: stack), input.declared.contains(where: { $0.attribute != "close" }) {
            let names = input.declared.map(\.name).joined(separator: ", ")
            say("locals of an input that ends with a label are lost: \(names)", .yellow)
        }
        let count = stack.top - bottom
        if count > 0, isRecorded { keepResult(number, at: bottom + 1) }
        if !source.endsWithSemicolon { showResults(from: bottom + 1) }
        stack.pop(stack.top - bottom)
        for name in undefined.takeUnknown(known: knownNames) { say(name, .yellow) }
        return true
    }

    private static func loadError(_ code: some Collection<UInt8>, name: String, on stack: LuaStack) -> String? {
        do {
            try stack.load(Array(code), name: name)
            stack.pop()
            return nil
        } catch {
            return message(of: error)
        }
    }

    /// Whether a text is a whole input, or cannot become one: Lua itself says whether more has to come.
    func isComplete(_ text: String, _ source: LuaSource) -> Bool {
        let bytes = Array((text.hasPrefix("=") ? String(text.dropFirst()) : text).utf8)
        // As an expression, and as statements.
        let answers = [wantsMore(Array("return ".utf8) + bytes, source), wantsMore(bytes, source)]
        if answers.contains(nil) || !answers.contains(true) { return true }
        return PromptScope.returningLast(bytes == source.bytes ? source : LuaSource(bytes), on: stack) != nil
    }

    /// Whether more text could make a chunk of this one; nil if it is one.
    private func wantsMore(_ code: [UInt8], _ source: LuaSource) -> Bool? {
        do {
            try stack.load(code, name: "=input")
            stack.pop()
            return nil
        } catch {
            guard "\(error)".hasSuffix("<eof>") else { return false }
            // A short string ends in its line, and what is a name and no call is hardly meant to become an assignment.
            let isHopeless = ["unfinished string", ": syntax error near"].contains { "\(error)".contains($0) }
            return !isHopeless || source.isIncomplete
        }
    }

    /// Whether a text is a valid chunk.
    func isAccepted(_ code: [UInt8]) -> Bool {
        guard (try? stack.load(code, name: "=input")) != nil else { return false }
        stack.pop()
        return true
    }

    /// An interrupt ended an input: Ctrl-C, SIGTERM or a time limit.
    private struct Interruption: Error {}

    /// Calls what is on the stack; Ctrl-C stops it for good.
    func call(arguments: Int, results: Int? = nil) throws {
        try stoppable {
            // One that came before the call is over once it has raised.
            let isPending = stack.state.isInterrupted
            do {
                try stack.callReporting(arguments: arguments, results: results)
            } catch let error as LuaError
                where (isPending || stack.state.isInterrupted) && error.report?.isInterruption == true
            {
                throw Interruption()
            }
        }
    }

    /// Does what Ctrl-C and SIGTERM stop for good; a Ctrl-C since the input was submitted counts.
    private func stoppable<Result>(_ work: () throws -> Result) rethrows -> Result {
        stack.state.handleSignals(reach: .untilTop)
        defer {
            handleInterrupt()
            stack.state.clearInterrupt()
        }
        return try work()
    }

    /// Lets Ctrl-C stop what runs next and not the program; without a terminal it ends the program.
    ///
    /// In force from one input to the next: there is no moment in which Ctrl-C has its default action.
    func handleInterrupt() {
        if isatty(STDIN_FILENO) != 0 {
            stack.state.handleSignals(terminating: false)
        } else {
            stack.state.stopHandlingSignals()
        }
    }

    /// Shows the error of a task that nothing waits for.
    func showTaskError(_ error: any Error) {
        guard (error as? LuaError)?.report?.isInterruption != true else { return }
        say("a task that nothing waits for failed:", .yellow)
        fail(error)
    }

    func fail(_ error: any Error) {
        if error is Interruption { return sayInterrupted() }
        guard let error = error as? LuaError, let report = error.report else {
            return say(Self.message(of: error), .red)
        }
        keepError(error)
        show(errorText.lines(for: report, value: text(ofErrorValue: error), whole: Self.messageWithNUL(error)))
    }

    /// Sets the global `_error`.
    private func keepError(_ error: any Error) {
        stack.pushGlobals()
        stack.push((error as? LuaError)?.value ?? .nil)
        stack.setRaw("_error", in: -2)
        stack.pop()
    }

    private func sayInterrupted() {
        // Not behind the ^C that the terminal has shown.
        if settings.reader.isTerminal {
            LuaStreams.flush()
            LuaStreams.writeError(RowStart.bytes(columns: settings.reader.columns))
        }
        say("interrupted", .yellow)
    }

    /// The bytes of a message that are not UTF-8 are escaped.
    static func message(of error: any Error) -> String {
        if case .string(let bytes)? = (error as? LuaError)?.value { return TerminalText.text(of: bytes) }
        return "\(error)"
    }

    /// A message that has NUL bytes: the interpreter's report ends at the first.
    private static func messageWithNUL(_ error: LuaError) -> [UInt8]? {
        if case .string(let bytes)? = error.value, bytes.contains(0) { bytes } else { nil }
    }

    /// An error value that is neither a message nor has one.
    private func text(ofErrorValue error: LuaError) -> String? {
        guard let value = error.value, error.report?.message.starts(with: Array("(error object is a".utf8)) == true,
            stack.reserve(20)
        else { return nil }
        stack.push(value)
        defer { stack.pop() }
        var text = ""
        ValuePrinter.write(
            stack.top,
            on: stack,
            columns: settings.reader.columns,
            paint: paint,
            signature: signature,
            to: { text += $0 }
        )
        return text
    }

    private func paint(_ piece: ValuePrinter.Piece, _ text: String) -> String {
        settings.isColored ? piece.color?.paint(text) ?? text : text
    }

    private func signature(of index: Int32) -> String? { settings.help.manual.signature(at: index, on: stack) }

    var errorText: ErrorText {
        ErrorText(
            line: sourceLine,
            isRowAbove: { [self] place in
                let last = transcript.inputs.last
                return settings.reader.isTerminal && last.map { "=input \($0.number)" } == place.source
                    && last?.text.contains("\n") == false
            },
            isColored: settings.isColored,
            columns: settings.reader.isTerminal ? settings.reader.columns : nil,
            known: { [self] in knownNames }
        )
    }

    /// The names an input may use.
    var knownNames: [String] { scope.names + RawKeys.globals(on: stack) }

    private func show(_ lines: [String]) {
        write(lines.joined(separator: "\n"))
    }

    private func sourceLine(_ place: LuaPlace) -> String? {
        lines(of: place.source).flatMap { (1...$0.count).contains(place.line) ? $0[place.line - 1] : nil }
    }

    private func explainAttributes(of input: PromptScope.Input) {
        for local in input.declared where local.attribute == "close" {
            say("\(local.name) is closed at the end of this input, because <close> ends with its block", .yellow)
        }
    }

    /// Sets the globals `_` and, for input 3, `_3`, and removes old results.
    private func keepResult(_ number: Int, at index: Int32) {
        stack.pushGlobals()
        for name in ["_", "_\(number)"] {
            stack.pushCopy(of: index)
            stack.setRaw(name, in: -2)
        }
        if number > keptResults {
            stack.pushNil()
            stack.setRaw("_\(number - keptResults)", in: -2)
        }
        stack.pop()
    }

    /// The result of a table's own `__tostring`; nil for tables without one, and if it fails.
    private func ownText(at index: Int32) -> String? {
        guard stack.type(at: index) == .table, stack.metatableName(at: index) != "response",
            stack.swiftError(at: index) == nil, !stack.isDecodedJSON(at: index), stack.pushMetatable(of: index)
        else { return nil }
        let isOwn = stack.getRaw("__tostring", in: -1) == .function
        stack.pop(2)
        guard isOwn, (try? stack.pushString(of: index)) != nil else { return nil }
        defer { stack.pop() }
        return stack.lossyString(at: -1)
    }

    /// Shows the values from `first` to the top.
    private func showResults(from first: Int32) {
        guard stack.top >= first, stack.reserve(20) else { return }
        let state = stack.state
        stoppable {
            settings.reader.show { output in
                settings.reader.beginRow()
                for index in first...stack.top {
                    if let text = ownText(at: index) {
                        output.write(TerminalText.escaped(text, keepingLines: true))
                    } else {
                        ValuePrinter.write(
                            index,
                            on: stack,
                            columns: settings.reader.columns,
                            paint: paint,
                            signature: signature,
                            isStopped: { state.isInterrupted || output.isFull },
                            to: output.write
                        )
                    }
                    output.write("\n")
                    if state.isInterrupted { break }
                }
            }
            if state.isInterrupted { sayInterrupted() }
        }
    }
}
