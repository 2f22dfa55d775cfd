internal import LuaKit
internal import Platform
internal import Terminal
internal import VimeoLua

extension REPL {
    func run(command line: String) {
        let name = line.prefix { !$0.isWhitespace }
        let argument = String(line.dropFirst(name.count)).trimmingBlanks
        guard let command = Self.commands.first(where: { $0.name == name || $0.name == "quit" && name == "q" }) else {
            let nearest = NearestName.find(String(name), in: Self.commands.map(\.name))
            let hint = nearest.map { "did you mean :\($0)?" } ?? ":help lists the commands"
            return say("unknown command :\(TerminalText.escaped(String(name))); \(hint)", .yellow)
        }
        if case .none = command.argument, !argument.isEmpty {
            return say(":\(command.name) takes no argument", .yellow)
        }
        command.run(self, argument)
    }

    /// Writes a line to standard output; in a window its words stay whole, and rows after the first are indented.
    func printLine(_ text: String, indentation: Int = 4) {
        let lines = wrapped(text, indentation: indentation)
        LuaStreams.write(Array("\(lines.joined(separator: "\n"))\n".utf8))
        LuaStreams.flush()
    }

    func help(_ topic: String) {
        guard topic.isEmpty else { return settings.help.show(about: topic) }
        settings.help.show(
            list: Self.commands.map { (":\($0.name)\($0.usage.isEmpty ? "" : " ")\($0.usage)", $0.text) }
        )
        say("help() is an introduction and lists the topics; help \"repl\" lists the keys.")
    }

    func time(_ input: String) {
        guard !input.isEmpty else {
            settings.reader.settings.isTiming.toggle()
            return say(
                settings.reader.settings.isTiming
                    ? "every input is timed; :time again switches it off" : "inputs are no longer timed",
                .gray
            )
        }
        let stopwatch = Stopwatch(stack.state, settings.trace)
        evaluate(input)
        say(stopwatch.summary(stack.state), .gray)
    }

    func set(_ line: String) {
        do throws(PromptSettings.Invalid) {
            if line.isEmpty { return settings.help.show(list: settings.reader.settings.rows) }
            if let answer = try settings.reader.settings.take(line: line) { printLine(answer, indentation: 0) }
        } catch {
            say(error.description, .yellow)
        }
    }

    func trace(_ mode: String) {
        switch mode {
        case "", "on": settings.trace.mode = mode.isEmpty && settings.trace.mode != .off ? .off : .lines
        case "off": settings.trace.mode = .off
        case "curl": settings.trace.mode = .curl
        default: return say(":trace takes on, off or curl", .yellow)
        }
        say(settings.trace.mode == .off ? "requests are not shown" : "requests are shown as they are sent", .gray)
    }

    func vars() {
        let globals = RawKeys.globals(on: stack).filter { name in
            !initialGlobals.contains(name) && name != "_" && name != "_error" && !Self.isResult(name)
        }
        let rows =
            scope.names.sorted().map { ("local", $0) }
            + globals.sorted().filter { !scope.names.contains($0) }.map { ("global", $0) }
        guard !rows.isEmpty else { return printLine("no variables yet") }
        let width = rows.map(\.1.count).max() ?? 0
        for (kind, name) in rows {
            guard scope.push(name, on: stack) || RawKeys.pushGlobal(name, on: stack) else { continue }
            defer { stack.pop() }
            let value = ValuePrinter.line(-1, on: stack)
            let padding = String(repeating: " ", count: width - name.count)
            let row = [Frame.Span("  \(kind == "local" ? "local " : "global") \(name)\(padding) = \(value)")]
            // The beginning of a long value is enough.
            for row in row.wrapped(to: settings.reader.columns, limit: 2) { printLine(row.map(\.text).joined()) }
        }
    }

    private static func isResult(_ name: String) -> Bool {
        name.hasPrefix("_") && name.count > 1 && name.dropFirst().allSatisfy { ("0"..."9").contains($0) }
    }

    func history() {
        for input in transcript.inputs {
            let lines = TerminalText.escaped(input.text, keepingLines: true).replacing("\n", with: "\n      ")
            let margin = input.number < 10 ? "  " : input.number < 100 ? " " : ""
            printLine("\(input.hasSucceeded ? " " : "!")\(margin)\(input.number)  \(lines)", indentation: 6)
        }
    }

    func save(_ path: String, replaces: Bool = false) {
        let shown = TerminalText.escaped(path)
        guard !path.isEmpty else { return say(":save needs the name of a file", .yellow) }
        guard replaces || access(path, F_OK) != 0 else {
            return say("\(shown) already exists; :save! \(shown) replaces it", .yellow)
        }
        let isPrivate = settings.reader.isPrivate
        let script = transcript.script(
            isLeftOut: { isPrivate($0) || Self.asksForHelp($0) },
            isStatement: { isAccepted(Array($0.utf8)) }
        )
        do {
            // What was typed at a prompt may be nobody else's business.
            try FileReplacement.write(
                Array(script.text.utf8),
                to: FilePath(path),
                permissions: [.ownerRead, .ownerWrite]
            )
            let leftOut = transcript.inputs.filter { $0.hasSucceeded && isPrivate($0.text) }.count
            say(
                "\(script.count) \(script.count == 1 ? "input" : "inputs") written to \(shown)"
                    + (leftOut > 0 ? "; left out, as they may contain secrets: \(leftOut)" : ""),
                .gray
            )
        } catch {
            say("cannot write \(path): \(error)", .red)
        }
    }

    /// Whether an input calls `help` or `apropos`, which scripts do not have.
    private static func asksForHelp(_ input: String) -> Bool {
        let text = input.drop { $0.isWhitespace }
        return ["help", "apropos"].contains { name in
            let rest = text.dropFirst(name.count).drop { $0.isWhitespace }
            return text.hasPrefix(name) && rest.first.map("\"'([".contains) ?? true
        }
    }

    func load(_ path: String) {
        guard !path.isEmpty else { return say(":load needs the name of a file", .yellow) }
        do {
            var text = try TextFile.read(path)
            // As for scripts: a first line that starts with # is for the shell.
            if text.hasPrefix("#") { text = "--\(text)" }
            evaluate(text, name: "@\(path)")
        } catch {
            say("cannot read \(path): \(error)", .red)
        }
    }

    func edit(_ argument: String) {
        let number = argument.isEmpty ? transcript.inputs.last?.number : Int(argument)
        guard let text = number.flatMap(transcript.text) else {
            let problem = argument.isEmpty ? "there is no input yet" : "there is no input \(argument)"
            return say(TerminalText.escaped(problem), .yellow)
        }
        nextText = text
        opensEditor = true
    }
}
