internal import Logging
internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua
internal import VimeoSandbox

/// `vimeo-lua recipe run`.
struct RecipeRunner: Sendable {
    let file: RecipeFile
    let options: LongOptions
    let printer: ErrorPrinter
    /// The folder of the logs and locks of runs; nil without a home.
    let runsFolder: String?

    /// Runs the recipe with the words behind its name; returns the exit status.
    func run(_ words: [String]) -> Int32 {
        do {
            let recipe = try RecipeReader.read(file, options, printer.progress)
            var line = try RecipeCommandLine(words, for: recipe)
            if line.options.showsHelp {
                try StandardOutput.write(TerminalText.escaped(recipe.help(name: file.shownName), keepingLines: true))
                return 0
            }
            if let log = line.options.retry {
                line = try self.line(words, completing: history(log), for: recipe)
            }
            try line.checkComplete()
            let powers = try RecipePowers(file, recipe, line, options.allowed).granted(printer.progress)
            let lock = try line.options.isDryRun ? nil : lock(line)
            defer { lock?.release() }
            // Another run may have completed it until now.
            let history = try line.options.retry.map(history)
            if let history, history.began.checksum != file.checksum {
                say("the recipe has changed since the run of the log")
            }
            return try LuaThread.runProgram { [line] state in perform(line, powers, history, on: state) }
        } catch {
            return report(error)
        }
    }

    /// The command line of a run that completes an earlier one.
    private func line(
        _ words: [String],
        completing history: RunHistory,
        for recipe: Recipe
    ) throws(RecipeUsage) -> RecipeCommandLine {
        let began = history.began
        var line: RecipeCommandLine
        do {
            line = try RecipeCommandLine(words, after: began.words, for: recipe)
        } catch {
            let words = began.words.map(\.shellWord).joined(separator: " ")
            throw RecipeUsage("\(error.message); the log has the arguments \(words)")
        }
        line.options.complete(history)
        if let folder = began.folder, folder != Self.currentFolder,
            let file = line.namedFiles.first(where: { !$0.path.hasPrefix("/") })
        {
            throw RecipeUsage("the run of the log was in the folder \(folder), where \(file.path) is: run it there")
        }
        return line
    }

    private static var currentFolder: String? { try? FilePath(".").resolved().string }

    private func history(_ path: String) throws -> RunHistory {
        let bytes: [UInt8]
        do {
            // A pipe would be waited for, and a device may have no end.
            let file = try File(FilePath(path), .readOnly, .nonBlocking)
            guard try file.status().type == .regular else {
                throw RecipeUsage("cannot read the log \(path): it is not a regular file")
            }
            bytes = try file.contents(upTo: 1 << 30)
        } catch let error as RecipeUsage {
            throw error
        } catch {
            throw RecipeUsage("cannot read the log \(path): \(error)")
        }
        let history: RunHistory
        do { history = try RunHistory(bytes) } catch { throw RecipeUsage("\(path): \(error.message)") }
        guard history.began.recipe == file.name else {
            throw RecipeUsage("the log \(path) is of the recipe \(history.began.recipe)")
        }
        if let other = history.began.account, let account, other != account {
            throw RecipeUsage("the log \(path) is of a run with \(other), this one is with \(account)")
        }
        return history
    }

    /// Whose videos a run changes, in words; nil where that cannot be said.
    private var account: String? {
        guard !options.sandbox else { return options.sandboxFolder.map { "the sandbox in \($0)" } ?? "the sandbox" }
        guard let signIn = try? ClientSettings.signIn(options, Environment.all, printer.progress) else { return nil }
        return signIn.source.map { source in
            // The same variable or profile may have had the token of somebody else.
            let token = signIn.token.map { "\(source.text) (sha256 \(Self.digest(of: $0)))" }
            return "\(signIn.user ?? token ?? source.text) at \(signIn.apiRoot ?? Configuration().apiRoot)"
        }
    }

    private static func digest(of token: String) -> String {
        var digest = Digest(.sha256)
        digest.add(Array(token.utf8))
        return String(digest.text.prefix(8))
    }

    private func lock(_ line: RecipeCommandLine) throws -> LockFile? {
        guard let runsFolder else { return nil }
        var checksum = Checksum()
        for word in [file.name, account ?? "", line.options.shard?.text ?? ""] + line.words { checksum.add(word) }
        let path = FilePath("\(runsFolder)/\(file.name)-\(checksum.text).lock")
        let attempt: LockFile.Attempt
        do throws(Errno) {
            try FilePath(runsFolder).createFolder(permissions: .privateFolder)
            attempt = try LockFile.take(path)
        } catch {
            throw VimeoError(.file, "cannot lock \(path): \(error)", hint: "check the folder it is in")
        }
        switch attempt {
        case .held(let lock): return lock
        case .taken(let process): throw Busy(process: process)
        }
    }

    /// The same run is under way.
    struct Busy: Error {
        let process: Int?
        static let status: Int32 = 5
    }

    private func perform(
        _ line: RecipeCommandLine,
        _ powers: Powers,
        _ history: RunHistory?,
        on state: LuaState
    ) -> Int32 {
        let progress = printer.progress
        defer { progress.finish() }
        var run: RecipeRun?
        let host = host(line, history, state)
        let lines = line.options.isJSON ? MessageLines(to: host.message) : nil
        do {
            state.limitMemory(to: options.maxMemory)
            let sandbox = try ClientSettings.sandbox(options, progress)
            let session = try RecipeSession(
                file,
                on: state,
                client: {
                    var configuration = try ClientSettings.configuration(options, sandbox: sandbox, progress: progress)
                    configuration.limit(to: powers, in: sandbox, isDryRun: line.options.isDryRun)
                    if file.origin == .program { configuration.allowLinksOfLocalAPI() }
                    return try Client(configuration)
                },
                powers: powers,
                logger: ClientSettings.logger(options, progress),
                warn: { Notices.show($0, progress) },
                host: ScriptHost(
                    confirm: { question in
                        if line.options.isConfirmed { return true }
                        return try Question.confirm(question, progress) { state.isInterrupted }
                    },
                    onCount: { progress.handle(ProgressEvent($0)) }
                ),
                lines: lines
            )
            if let seconds = options.timeout { Timeout.start(seconds, interrupting: state.handle, progress) }
            let recipe = try session.load()
            let began = RunBeginning(
                recipe: file.name,
                checksum: file.checksum,
                words: line.words,
                folder: Self.currentFolder,
                account: account,
                shard: line.options.shard,
                limit: line.options.limit,
                time: Int(time(nil))
            )
            let made = RecipeRun(recipe, line.options, began: began, history: history, host: host)
            run = made
            state.handleSignals(reach: .untilTop)
            session.stack.push { stack in
                // The table of the recipe is the argument.
                try made.perform(line, table: session.table, on: stack)
                return .results(0)
            }
            session.stack.insert(at: -2)
            try session.stack.callReporting(arguments: 1, results: 0)
            lines?.finish()
            _ = state.stopHandlingSignals()
            finish(made, line)
            return made.summary.failed > 0 ? 7 : 0
        } catch {
            lines?.finish()
            let signal = state.stopHandlingSignals()
            let isRefused = ((error as? LuaError)?.report?.origin as? VimeoError)?.kind == .permission
            if let run, run.hasBegun { finish(run, line, canBeCompleted: !isRefused) }
            if let signal, (error as? LuaError)?.report?.isInterruption == true || error is Question.Interrupted {
                return 128 + signal
            }
            return report(error)
        }
    }

    private func finish(_ run: RecipeRun, _ line: RecipeCommandLine, canBeCompleted: Bool = true) {
        run.countRest()
        let summary = run.summary
        if run.isPlanned { Notices.write(summary.text, printer.progress) }
        guard canBeCompleted, let log = run.logPath, summary.failed > 0 || summary.left > 0 || !summary.isComplete
        else { return }
        let words = ["vimeo-lua"] + options.words + ["recipe", "run", file.shownName, "--retry", log]
        say("to complete it: \(words.map(\.shellWord).joined(separator: " "))")
    }

    private func host(_ line: RecipeCommandLine, _ history: RunHistory?, _ state: LuaState) -> RunHost {
        let progress = printer.progress
        var host = RunHost(
            output: { text in
                try StandardOutput.write("\(line.options.isJSON ? text : TerminalText.escaped(text))\n")
            },
            message: { Notices.write(TerminalText.escaped($0), progress) },
            confirm: nil,
            openLog: { try openLog($0, line, history) }
        )
        if Question.canBeAsked {
            host.confirm = { question in
                try progress.withCleared {
                    try ["y", "yes"].contains(Question.ask(question) { state.isInterrupted })
                }
            }
        }
        return host
    }

    private func openLog(_ first: RunBeginning, _ line: RecipeCommandLine, _ history: RunHistory?) throws -> RunLog {
        if let path = line.options.retry, let history {
            return try RunLog(path: path, beginning: first, keeping: history.size)
        }
        guard let runsFolder else {
            throw VimeoError(.file, "there is no place for the log of the run", hint: "set HOME or XDG_STATE_HOME")
        }
        // Processes in containers that share the folder may have the same number.
        let mark = String(UInt16.random(in: 0 ... .max), digits: 4, radix: 16)
        let name = "\(LogName.now)-\(file.name)-\(getpid())-\(mark).jsonl"
        return try RunLog(path: "\(runsFolder)/\(name)", beginning: first)
    }

    private func say(_ text: String) { Notices.show(TerminalText.escaped(text), printer.progress) }
}
