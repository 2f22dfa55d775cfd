internal import LuaKit
internal import Platform
internal import Terminal
internal import VimeoLua

extension REPL {
    /// A command: its name without the colon, its argument, what it does.
    typealias PromptCommand = (name: String, usage: String, text: String, run: (REPL, String) -> Void)

    /// All commands, in the order of the help.
    static var commands: [PromptCommand] {
        [
            ("help", "[TOPIC]", "show help; help(x) and x? describe a value", { $0.help($1) }),
            (
                "time", "[INPUT]", "run an input and show its cost; alone: switch it on or off for every input",
                { $0.time($1) }
            ),
            ("bench", "INPUT", "run an input repeatedly and show how long it takes", { $0.bench($1) }),
            ("profile", "INPUT", "run an input and show where it spends its time", { $0.profile($1) }),
            ("trace", "[on|off|curl]", "show requests as they are sent; curl: as curl commands", { $0.trace($1) }),
            (
                "curl", "", "show the last request as a curl command",
                { repl, _ in repl.printLine(repl.settings.trace.lastAsCurl ?? "no request yet") }
            ),
            (
                "more", "", "show the last output that was taller than the window, in $PAGER or less",
                { repl, _ in
                    if !repl.settings.reader.showMore() { repl.say("all output has been shown", .yellow) }
                }
            ),
            ("vars", "", "list the locals and globals that you have defined", { repl, _ in repl.vars() }),
            ("history", "", "list the inputs of this session", { repl, _ in repl.history() }),
            ("save", "FILE", "write the inputs that succeeded to a new script", { $0.save($1) }),
            ("save!", "FILE", "the same, also over a file that exists", { $0.save($1, replaces: true) }),
            ("load", "FILE", "run a file as an input and keep its locals", { $0.load($1) }),
            ("edit", "[N]", "edit the last input, or input N, in $EDITOR", { $0.edit($1) }),
            ("quit", "", "quit, as Ctrl-D, :q, exit and quit do", { repl, _ in repl.isOver = true }),
        ]
    }

    func run(command line: String) {
        let name = line.prefix { !$0.isWhitespace }
        let argument = String(line.dropFirst(name.count)).trimmingBlanks
        guard let command = Self.commands.first(where: { $0.name == name || $0.name == "quit" && name == "q" }) else {
            let nearest = NearestName.find(String(name), in: Self.commands.map(\.name))
            let hint = nearest.map { "did you mean :\($0)?" } ?? ":help lists the commands"
            return say("unknown command :\(TerminalText.escaped(String(name))); \(hint)", .yellow)
        }
        command.run(self, argument)
    }

    func printLine(_ text: String) {
        LuaStreams.write(Array("\(text)\n".utf8))
        LuaStreams.flush()
    }

    private func help(_ topic: String) {
        guard topic.isEmpty else { return settings.help.show(about: topic) }
        let rows = Self.commands.map { (":\($0.name) \($0.usage)", $0.text) }
        let width = rows.map(\.0.count).max() ?? 0
        for (usage, text) in rows {
            printLine("  \(usage)\(String(repeating: " ", count: width - usage.count)) \(text)")
        }
        printLine("")
        printLine("help() is an introduction and lists the topics; help \"repl\" lists the keys.")
    }

    private func time(_ input: String) {
        guard !input.isEmpty else {
            isTiming.toggle()
            return say(
                isTiming ? "every input is timed; :time again switches it off" : "inputs are no longer timed",
                .gray
            )
        }
        let stopwatch = Stopwatch(stack.state, settings.trace)
        evaluate(input)
        say(stopwatch.summary(stack.state), .gray)
    }

    private func trace(_ mode: String) {
        switch mode {
        case "", "on": settings.trace.mode = mode.isEmpty && settings.trace.mode != .off ? .off : .lines
        case "off": settings.trace.mode = .off
        case "curl": settings.trace.mode = .curl
        default: return say(":trace takes on, off or curl", .yellow)
        }
        say(settings.trace.mode == .off ? "requests are not shown" : "requests are shown as they are sent", .gray)
    }

    private func vars() {
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
            let value = ValuePrinter.line(-1, on: stack, columns: settings.reader.columns - width - 12)
            let padding = String(repeating: " ", count: width - name.count)
            printLine("  \(kind == "local" ? "local " : "global") \(name)\(padding) = \(value)")
        }
    }

    private static func isResult(_ name: String) -> Bool {
        name.hasPrefix("_") && name.count > 1 && name.dropFirst().allSatisfy { ("0"..."9").contains($0) }
    }

    private func history() {
        for input in transcript.inputs {
            let lines = TerminalText.escaped(input.text, keepingLines: true).replacing("\n", with: "\n      ")
            printLine(
                "\(input.hasSucceeded ? " " : "!")\(input.number < 10 ? "  " : input.number < 100 ? " " : "")\(input.number)  \(lines)"
            )
        }
    }

    private func save(_ path: String, replaces: Bool = false) {
        let shown = TerminalText.escaped(path)
        guard !path.isEmpty else { return say(":save needs the name of a file", .yellow) }
        guard replaces || access(path, F_OK) != 0 else {
            return say("\(shown) exists already; :save! \(shown) replaces it", .yellow)
        }
        let isPrivate = settings.reader.isPrivate
        let script = transcript.script(isPrivate: isPrivate) { isAccepted(Array($0.utf8)) }
        do {
            // What was typed at a prompt may be nobody else's business.
            try FileReplacement.write(Array(script.utf8), to: FilePath(path), permissions: [.ownerRead, .ownerWrite])
            let saved = transcript.inputs.filter { $0.hasSucceeded && !isPrivate($0.text) }.count
            let leftOut = transcript.inputs.filter { $0.hasSucceeded && isPrivate($0.text) }.count
            say(
                "\(saved) \(saved == 1 ? "input" : "inputs") written to \(shown)"
                    + (leftOut > 0 ? "; left out, as they may contain secrets: \(leftOut)" : ""),
                .gray
            )
        } catch {
            say("cannot write \(path): \(error)", .red)
        }
    }

    private func load(_ path: String) {
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

    private func edit(_ argument: String) {
        let number = argument.isEmpty ? transcript.inputs.last?.number : Int(argument)
        guard let text = number.flatMap(transcript.text) else {
            let problem = argument.isEmpty ? "there is no input yet" : "there is no input \(argument)"
            return say(TerminalText.escaped(problem), .yellow)
        }
        nextText = text
        opensEditor = true
    }
}
