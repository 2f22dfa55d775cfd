internal import LuaKit
internal import Terminal
internal import Vimeo
internal import VimeoLua
internal import VimeoSandbox

/// One run of the interpreter: sets up what the options ask for, then hands over to it.
struct ScriptRun: Sendable {
    private let arguments: [[UInt8]]
    private let long: LongOptions
    private let options: LuaOptions

    init(_ arguments: [[UInt8]], _ options: LuaOptions) {
        self.arguments = arguments
        self.options = options
        long = options.long
    }

    func run(on state: LuaState) -> Int32 {
        do {
            let stack = state.stack
            state.limitMemory(to: long.maxMemory)
            if options.showsVersion { Interpreter.printVersion() }
            try state.openLibraries(ignoringEnvironment: options.ignoresEnvironment)
            let account = long.sandbox ? try SandboxAccount.start() : nil
            let prompts = Prompts(long, account: account)
            let trace = prompts.trace
            let progress = prompts.progress
            defer { progress.finish() }
            let makeClient = {
                var configuration = ClientSettings.configuration(long, account: account, progress: progress)
                configuration.onExchange = { trace.add($0) }
                return try Client(configuration)
            }
            // The client is made when it is needed, but a wrong address or file is wrong usage from the start.
            if ClientSettings.hasAPIRoot(long) { _ = try makeClient() }
            if long.caFile != nil { try makeClient().loadCertificates() }
            prompts.table = try VimeoTable.install(
                on: stack,
                client: makeClient,
                warn: { Notices.show($0, progress) },
                prompt: { try prompts.runInScript(on: $0) }
            )
            if let seconds = long.timeout { Timeout.start(seconds, interrupting: state.handle) }
            return try runInFunction(stack, prompts)
        } catch let error as VimeoError {
            LuaStreams.writeError(Interpreter.programName(arguments) + Array(": \(error.message)\n".utf8))
            if let hint = error.hint { LuaStreams.writeError(Array("hint: \(hint)\n".utf8)) }
            return UsageError.status
        } catch {
            LuaStreams.writeError(Interpreter.programName(arguments) + Array(": \(error)\n".utf8))
            return 1
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
                explain: Self.explain
            )
            stack.push(Int64(interpreter.run()))
            return .results(1)
        }
        try stack.call(arguments: 0, results: 1)
        defer { stack.pop() }
        return Int32(stack.integer(at: -1) ?? 1)
    }

    private static func explain(_ error: any Error) -> Interpreter.Explanation? {
        switch error {
        case let error as VimeoError:
            Interpreter.Explanation(
                message: error.message,
                hint: error.hint,
                status: ExitStatus.of(error),
                kind: error.kind.rawValue,
                statusCode: error.statusCode
            )
        case let error as JSONError:
            Interpreter.Explanation(message: error.message, hint: error.hint, status: 1)
        default:
            nil
        }
    }
}
