internal import LuaKit
internal import Platform
internal import Terminal
internal import VimeoLua

/// Runs a command line as the stand-alone interpreter `lua` 5.4 does.
struct Interpreter {
    let arguments: [[UInt8]]
    let options: LuaOptions
    let stack: LuaStack
    let prompts: Prompts
    let printer: ErrorPrinter

    /// Runs everything that the options name, and the tasks that it starts; returns the exit status.
    func run() -> Int32 {
        setArgumentTable()
        stack.state.useGenerationalCollector()
        do {
            try runAll()
            if stack.hasTasks { try waitForTasks(cancelling: false) }
            return 0
        } catch let error as PlainPrompt.PromptFailure {
            let failure = Failure(error.reason)
            printer.printAtPrompt(failure)
            return failure.status
        } catch {
            // What ends the program is the first error; those of the tasks that it cancels follow from it.
            if stack.hasTasks { try? waitForTasks(cancelling: true) }
            // What a restricted script raises may come from anybody.
            return printer.print(isRestricted ? Failure(error).escaped : Failure(error))
        }
    }

    private var isRestricted: Bool { options.long.isRestricted }
    /// Bytecode can break the interpreter, and with it every restriction.
    var mode: String { isRestricted ? "t" : "bt" }

    private func runAll() throws {
        if !options.ignoresEnvironment, !isRestricted { try runInitialisation() }
        for step in options.steps { try run(step) }
        if options.script < arguments.count { try runScript() }
        if options.isInteractive {
            try runPrompt()
        } else if options.readsInput(of: arguments) {
            if isatty(STDIN_FILENO) != 0 {
                if !prompts.reader.isTerminal { Self.printVersion() }
                try runPrompt()
            } else {
                // Unlike `lua`, which ends with 0 here even after an error.
                try runFile(nil)
            }
        }
    }

    /// Our prompt on a terminal, else that of `lua -i`.
    private func runPrompt() throws {
        guard prompts.reader.isTerminal else { return try PlainPrompt(interpreter: self).run() }
        prompts.run(on: stack)
        // Leaving the prompt cancels its tasks.
        if stack.hasTasks { try? waitForTasks(cancelling: true) }
    }

    private func waitForTasks(cancelling: Bool) throws {
        stack.push { stack in stack.waitForTasks(cancelling: cancelling) }
        try call(arguments: 0, results: 0)
    }

    /// The line of `-v`, which is Lua's own.
    static func printVersion() {
        LuaStreams.write(Array((LuaVersion.copyright + "\n").utf8))
        LuaStreams.flush()
    }

    /// `arg`: the script at 0, its arguments from 1, everything before it at negative indices.
    private func setArgumentTable() {
        let script = options.script < arguments.count ? options.script : 0
        stack.pushTable(items: arguments.count - script, fields: script + 1)
        for (index, argument) in arguments.enumerated() {
            stack.push(argument)
            stack.setRaw(Int64(index - script), in: -2)
        }
        stack.pushGlobals()
        stack.insert(at: -2)
        stack.setRaw("arg", in: -2)
        stack.pop()
    }

    private func runInitialisation() throws {
        for name in ["LUA_INIT_5_4", "LUA_INIT"] {
            guard let value = getenv(name) else { continue }
            let code = Array(UnsafeRawBufferPointer(start: value, count: strlen(value)))
            if code.first == UInt8(ascii: "@") {
                try runFile(Array(code.dropFirst()))
            } else {
                try execute(code, name: "=\(name)")
            }
            return
        }
    }

    private func run(_ step: LuaOptions.Step) throws {
        switch step {
        case .execute(let code): try execute(code, name: "=(command line)")
        case .require(let module): try require(module)
        case .warnings: stack.warn("@on")
        case .print(let expression): try print(expression)
        }
    }

    private func execute(_ code: [UInt8], name: String) throws {
        try stack.load(code, name: name, mode: mode)
        try call(arguments: 0, results: 0)
    }

    private func runFile(_ path: [UInt8]?) throws {
        try stack.loadFile(path, mode: mode)
        try call(arguments: 0, results: 0)
    }

    /// `mod`, or `global=mod`.
    private func require(_ option: [UInt8]) throws {
        var global = option
        var module = option
        if let equals = option.firstIndex(of: UInt8(ascii: "=")) {
            global = Array(option[..<equals])
            module = Array(option[(equals + 1)...])
        }
        try stack.getGlobal("require")
        stack.push(module)
        try call(arguments: 1, results: 1)
        try stack.setGlobal(String(decoding: global, as: UTF8.self))
    }

    private func runScript() throws {
        let path = arguments[options.script]
        let isInput = path == Array("-".utf8) && !options.scriptFollowsDashes
        do {
            try stack.loadFile(isInput ? nil : path, mode: mode)
        } catch {
            throw MisspeltCommand(path, in: options, error) ?? error
        }
        let count = try stack.pushScriptArguments()
        try call(arguments: count, results: 0)
    }

    /// Calls what is on the stack while Ctrl-C stops it.
    func call(arguments: Int, results: Int?) throws {
        let state = stack.state
        state.handleSignals()
        defer { state.clearInterrupt() }
        do {
            try stack.callReporting(arguments: arguments, results: results)
            state.stopHandlingSignals()
        } catch let error as LuaError {
            if let signal = state.stopHandlingSignals(), let report = error.report, report.isInterruption {
                throw Interrupted(report: report, signal: signal)
            }
            throw error
        }
    }
}
