internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua

/// The prompts of a run: the main one, and those that scripts open.
final class Prompts {
    let trace: RequestTrace
    /// Set once the table is installed.
    var table: VimeoTable?
    private let options: LongOptions
    private let progress: Progress
    private let isColored: Bool
    private let isSandbox: Bool

    init(_ options: LongOptions, isSandbox: Bool, _ progress: Progress) {
        isColored = options.color.isOn(descriptor: STDOUT_FILENO, environment: Environment.variable)
        (self.options, self.isSandbox, self.progress) = (options, isSandbox, progress)
        trace = RequestTrace(isColored: isColored)
        LuaState.setActionBeforeEnd(TerminalRestorer.restoreBeforeEnd)
    }

    // When the first prompt opens: scripts do not wait for the files of profiles and of the history.
    private(set) lazy var reader: LineReader = {
        var secrets = ["VIMEO_ACCESS_TOKEN", "VIMEO_CLIENT_SECRET"].compactMap(Environment.variable)
        if !isSandbox, let used = try? signIn.get() { secrets += [used.token, used.clientSecret].compactMap { $0 } }
        return LineReader(
            isColored: isColored,
            progress: progress,
            // As in shells: what begins with a blank is not kept either.
            isPrivate: { [secrets] in $0.hasPrefix(" ") || SecretInput.isSecret($0, secrets: secrets) }
        )
    }()

    /// Whose token requests have outside of the sandbox.
    private lazy var signIn = Result { try ClientSettings.signIn(options, Environment.all, progress) }

    /// Runs the main prompt until it is left.
    func run(on stack: LuaStack) {
        guard let settings = settings(on: stack) else { return }
        settings.help.install(on: stack)
        reader.settings.install(on: stack)
        let repl = REPL(on: stack, settings)
        reader.beginRow()
        repl.say(greeting, .gray)
        runInitialisation(repl)
        repl.run()
    }

    /// Runs a prompt for the script function that called `vimeo.repl` on `stack`, its argument at 1.
    func runInScript(on stack: LuaStack) throws {
        guard !reader.isReading else {
            throw VimeoError(
                .usage,
                code: .promptOpen,
                "another prompt is already waiting for input",
                hint: "leave that prompt first"
            )
        }
        guard let settings = settings(on: stack) else { return }
        let frame = PromptFrame(callerOn: stack)
        let environment =
            stack.type(at: 1) == .table ? LuaReference(to: 1, on: stack) : frame?.environment()
        let scope = PromptScope(environment: environment)
        try frame?.share(with: scope)
        settings.help.install(on: stack)
        reader.settings.install(on: stack)
        let repl = REPL(on: stack, settings, scope: scope, frame: frame)
        if reader.isTerminal { repl.showPlace() }
        repl.run()
        // The script continues under the rules for scripts.
        stack.state.handleSignals()
    }

    private func settings(on stack: LuaStack) -> REPL.Settings? {
        table.map { table in
            REPL.Settings(
                isColored: isColored,
                trace: trace,
                table: table,
                reader: reader,
                help: HelpFunctions(
                    Manual(for: table, on: stack, variables: { EnvironmentVariable.rows() }),
                    reader: reader,
                    isColored: isColored
                )
            )
        }
    }

    private var greeting: String {
        let place = isSandbox ? "connected to the sandbox, a local test Vimeo" : signInText
        return """
            vimeo-lua \(VimeoTable.version) with \(LuaVersion.release), \(place)
            Try vimeo.get("/me").body.name; Tab completes, help() shows help, Ctrl-D quits.
            """
    }

    private var signInText: String {
        do {
            let signIn = try signIn.get()
            guard let source = signIn.source else {
                return "not signed in: \(signIn.problem ?? "run vimeo-lua login, or start with --sandbox")"
            }
            return "signed in with \(source.text)"
        } catch {
            return "not signed in: \(error)"
        }
    }

    /// Runs `init.lua` of the user's settings and keeps its locals.
    private func runInitialisation(_ repl: REPL) {
        guard let folder = Environment.settingsFolder else { return }
        let path = "\(folder)/init.lua"
        guard access(path, F_OK) == 0 else { return }
        do {
            repl.evaluate(try TextFile.read(path), isRecorded: false, name: "@\(path)")
        } catch {
            repl.say("cannot read \(path): \(error)", .red)
        }
    }
}
