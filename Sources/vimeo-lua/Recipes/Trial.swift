internal import LuaKit
internal import Platform
internal import Synchronization
internal import Terminal
internal import Vimeo
internal import VimeoLua
internal import VimeoSandbox

/// Runs of a recipe against a sandbox, whose output is collected.
struct Trial: Sendable {
    struct Outcome: Sendable {
        var status: Int32 = 0
        /// The lines of data.
        var lines: [String] = []
        var messages: [String] = []
        /// Globals that the recipe has set.
        var globals: [String] = []
        /// What was refused for lack of a power.
        var refusals: [String] = []
        var log: String?
    }

    private let file: RecipeFile
    private let recipe: Recipe
    private let options: LongOptions
    private let printer: ErrorPrinter
    private let sandbox: Sandbox
    private let folder: String

    init(
        _ file: RecipeFile,
        _ recipe: Recipe,
        _ options: LongOptions,
        _ printer: ErrorPrinter,
        _ sandbox: Sandbox,
        _ folder: WorkFolder
    ) {
        (self.file, self.recipe, self.options, self.printer, self.sandbox) = (file, recipe, options, printer, sandbox)
        self.folder = folder.path
    }

    /// Runs it with words behind its name.
    func run(_ words: [String], retries: Int? = nil) throws -> Outcome {
        let collected = Collected()
        let status = try runBlocking { [self] in
            try await LuaThread.run { state in
                do {
                    return try limited(state) { try perform(words, retries, on: state, collected) }
                } catch {
                    if let error = (error as? LuaError)?.report?.origin as? VimeoError, error.kind == .permission {
                        collected.add(refusals: [error.message])
                    }
                    collected.add(message: String(decoding: Failure(error).message, as: UTF8.self))
                    return error is RecipeUsage ? UsageError.status : Failure(error).status
                }
            }
        }
        var outcome = collected.outcome
        outcome.status = status
        return outcome
    }

    private func perform(
        _ words: [String],
        _ retries: Int?,
        on state: LuaState,
        _ collected: Collected
    ) throws -> Int32 {
        var line = try RecipeCommandLine(words, for: self.recipe)
        var history: RunHistory?
        if let path = line.options.retry {
            let log = try RunHistory(FilePath(path).contents(upTo: 1 << 30))
            line = try RecipeCommandLine(words, after: log.began.words, for: self.recipe)
            line.options.complete(log)
            history = log
        }
        try line.checkComplete()
        let powers = try RecipePowers(file, self.recipe, line, options.allowed).declared()
        let lines = MessageLines { collected.add(message: $0) }
        defer { lines.finish() }
        let session = try session(on: state, retries, powers, isDryRun: line.options.isDryRun, lines)
        let before = Set(RawKeys.globals(on: session.stack))
        let recipe = try session.load()
        let path = line.options.retry ?? "\(folder)/.run-\(UInt64.random(in: 0...UInt64.max)).jsonl"
        let kept = history?.size
        let host = RunHost(
            output: { collected.add(line: $0) },
            message: { collected.add(message: $0) },
            confirm: nil,
            openLog: { try RunLog(path: path, beginning: $0, keeping: kept) }
        )
        let began = RunBeginning(
            recipe: file.name,
            checksum: file.checksum,
            words: line.words,
            limit: line.options.limit,
            time: 0
        )
        let run = RecipeRun(recipe, line.options, began: began, history: history, host: host)
        session.stack.push { [line] stack in
            try run.perform(line, table: session.table, on: stack)
            return .results(0)
        }
        session.stack.insert(at: -2)
        defer {
            collected.add(refusals: run.refusals)
            collected.set(log: run.logPath, globals: RawKeys.globals(on: session.stack).filter { !before.contains($0) })
        }
        try session.stack.callReporting(arguments: 1, results: 0)
        return run.summary.failed > 0 ? 7 : 0
    }

    /// Calls a function of a test, `prepare` or `check`, if it has one; nil if that does not raise.
    func call(_ name: String, of number: Int) throws -> String? {
        try runBlocking { [self] in
            try await LuaThread.run { state in
                try limited(state) { try call(name, of: number, on: state) }
            }
        }
    }

    private func call(_ name: String, of number: Int, on state: LuaState) throws -> String? {
        // It looks at the sandbox and at the files of the test.
        let powers = try Powers(api: .delete, write: [folder], modules: file.moduleFolders)
        let session = try session(on: state, nil, powers)
        _ = try session.load()
        let stack = session.stack
        stack.getRaw("tests", in: -1)
        stack.getRaw(Int64(number), in: -1)
        guard stack.getRaw(name, in: -1) == .function else { return nil }
        do {
            try stack.callReporting(arguments: 0, results: 1)
            return stack.boolean(at: -1) == false ? "\(name) returned false" : nil
        } catch {
            return String(decoding: Failure(error).message, as: UTF8.self)
        }
    }

    /// Each run is limited as the options say.
    private func limited<Result>(_ state: LuaState, _ body: () throws -> Result) throws -> Result {
        state.limitMemory(to: options.maxMemory)
        return try Timeout.limiting(state, to: options.timeout, body)
    }

    private func session(
        on state: LuaState,
        _ retries: Int?,
        _ powers: Powers,
        isDryRun: Bool = false,
        _ lines: MessageLines? = nil
    ) throws -> RecipeSession {
        let (options, progress, sandbox) = (options, printer.progress, sandbox)
        return try RecipeSession(
            file,
            on: state,
            client: {
                var configuration = try ClientSettings.configuration(options, sandbox: sandbox, progress: progress)
                configuration.onTransfer = { _ in }
                configuration.limit(to: powers, in: sandbox, isDryRun: isDryRun)
                if let retries {
                    configuration.retries = retries
                    configuration.transferRetries = retries
                }
                return try Client(configuration)
            },
            powers: powers,
            logger: ClientSettings.logger(options, progress),
            warn: { _ in },
            lines: lines
        )
    }

    /// What a run writes, from its own thread.
    private final class Collected: Sendable {
        private let state = Mutex(Outcome())

        var outcome: Outcome { state.withLock { $0 } }
        func add(line: String) { state.withLock { $0.lines.append(line) } }
        func add(message: String) { state.withLock { $0.messages.append(message) } }
        func add(refusals: [String]) { state.withLock { $0.refusals += refusals } }
        func set(log: String?, globals: [String]) { state.withLock { ($0.log, $0.globals) = (log, globals) } }
    }
}
