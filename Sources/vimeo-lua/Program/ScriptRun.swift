internal import Logging
internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua
internal import VimeoSandbox

/// One run of the interpreter: sets up what the options ask for, then hands over to it.
struct ScriptRun: Sendable {
    let printer: ErrorPrinter
    private let arguments: [[UInt8]]
    private let options: LuaOptions

    init(_ arguments: [[UInt8]], _ options: LuaOptions, _ printer: ErrorPrinter) {
        self.arguments = arguments
        self.options = options
        self.printer = printer
    }

    func run(on state: LuaState) -> Int32 {
        let progress = printer.progress
        let long = options.long
        do {
            let stack = state.stack
            state.limitMemory(to: long.maxMemory)
            try state.openLibraries(ignoringEnvironment: options.ignoresEnvironment || long.isRestricted)
            let sandbox = try ClientSettings.sandbox(long, progress)
            let prompts = Prompts(long, isSandbox: sandbox != nil, progress)
            // The prompt of a terminal has a banner of its own.
            if options.showsVersion, !(options.isInteractive && prompts.reader.isTerminal) {
                Interpreter.printVersion()
            }
            let trace = prompts.trace
            let powers = try long.isRestricted ? long.allowed.powers() : nil
            defer { progress.finish() }
            let makeClient = {
                var configuration = try ClientSettings.configuration(long, sandbox: sandbox, progress: progress)
                configuration.onExchange = { trace.add($0) }
                if let powers { configuration.limit(to: powers, in: sandbox) }
                return try Client(configuration)
            }
            // The client is created when it is needed, but what is wrong with the settings is found at the start.
            if long.apiRoot != nil || long.profile != nil || Environment.variable("VIMEO_API_ROOT") != nil {
                do { _ = try makeClient() } catch let error as VimeoError {
                    // A script that does not use Vimeo runs whatever the profiles are; others get the error then.
                    guard error.kind == .file, long.profile == nil else { throw error }
                }
            }
            if long.caFile != nil { try makeClient().loadCertificates() }
            prompts.table = try VimeoTable.install(
                on: stack,
                client: makeClient,
                warn: { Notices.show($0, progress) },
                logger: ClientSettings.logger(long, progress),
                host: ScriptHost(
                    prompt: { try prompts.runInScript(on: $0) },
                    confirm: { question in
                        try Question.confirm(question, progress) { state.isInterrupted }
                    },
                    onCount: { progress.handle(ProgressEvent($0)) }
                ),
                powers: powers
            )
            if let seconds = long.timeout { Timeout.start(seconds, interrupting: state.handle, progress) }
            return try runInFunction(stack, prompts)
        } catch let error as VimeoError {
            var failure = Failure(error)
            if error.kind != .auth { failure.status = UsageError.status }
            return printer.print(failure)
        } catch {
            return printer.print(Failure(error))
        }
    }

    /// Runs the interpreter inside a C function, as `lua` does: tracebacks show it as their last line.
    private func runInFunction(_ stack: LuaStack, _ prompts: Prompts) throws -> Int32 {
        stack.push { stack in
            let interpreter = Interpreter(
                arguments: arguments,
                options: options,
                stack: stack,
                prompts: prompts,
                printer: printer
            )
            stack.push(Int64(interpreter.run()))
            return .results(1)
        }
        try stack.call(arguments: 0, results: 1)
        defer { stack.pop() }
        return Int32(stack.integer(at: -1) ?? 1)
    }
}
