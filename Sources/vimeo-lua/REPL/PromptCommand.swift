internal import LuaKit
internal import Terminal
internal import VimeoLua

/// A command of the prompt, such as `:load FILE`.
struct PromptCommand {
    /// What its argument is, for completion.
    enum Argument {
        case none
        /// One of some words.
        case words([String])
        /// The name of a setting and its value.
        case setting
        /// The name of something that the help knows.
        case topic
        case file
        /// The number of an input.
        case number
        /// Lua code.
        case input
    }

    /// Without the colon.
    let name: String
    /// The argument in the list of commands.
    let usage: String
    /// What it does.
    let text: String
    let argument: Argument
    let run: (REPL, String) -> Void

    init(
        _ name: String,
        _ text: String,
        usage: String = "",
        argument: Argument = .none,
        run: @escaping (REPL, String) -> Void
    ) {
        self.name = name
        self.usage = usage
        self.text = text
        self.argument = argument
        self.run = run
    }
}

extension REPL {
    /// All commands, in the order of the help.
    static var commands: [PromptCommand] {
        [
            PromptCommand(
                "help",
                "show help; help(x) and x? describe a value",
                usage: "[TOPIC]",
                argument: .topic
            ) { $0.help($1) },
            PromptCommand(
                "time",
                "run an input and show its cost; alone: switch it on or off for every input",
                usage: "[INPUT]",
                argument: .input
            ) { $0.time($1) },
            PromptCommand(
                "bench",
                "run an input repeatedly and show how long it takes",
                usage: "INPUT",
                argument: .input
            ) { $0.bench($1) },
            PromptCommand(
                "profile",
                "run an input and show where it spends its time",
                usage: "INPUT",
                argument: .input
            ) { $0.profile($1) },
            PromptCommand(
                "trace",
                "show requests as they are sent; curl: as curl commands",
                usage: "[on|off|curl]",
                argument: .words(["on", "off", "curl"])
            ) { $0.trace($1) },
            PromptCommand("curl", "show the last request as a curl command") { repl, _ in
                // For a shell: its lines stay as they are.
                LuaStreams.write(Array("\(repl.settings.trace.lastAsCurl ?? "no request yet")\n".utf8))
                LuaStreams.flush()
            },
            PromptCommand("more", "show the last output that was taller than the window, in $PAGER or less") {
                repl,
                _ in
                if !repl.settings.reader.showMore() { repl.say("all output has been shown", .yellow) }
            },
            PromptCommand(
                "set",
                "change a setting, such as :set keys vi; alone: show all",
                usage: "[NAME [VALUE]]",
                argument: .setting
            ) { $0.set($1) },
            PromptCommand("vars", "list the locals and globals that you have defined") { repl, _ in repl.vars() },
            PromptCommand("history", "list the inputs of this session") { repl, _ in repl.history() },
            PromptCommand(
                "save",
                "write the inputs that succeeded to a new script",
                usage: "FILE",
                argument: .file
            ) { $0.save($1) },
            PromptCommand("save!", "the same, also over a file that exists", usage: "FILE", argument: .file) {
                $0.save($1, replaces: true)
            },
            PromptCommand("load", "run a file as an input and keep its locals", usage: "FILE", argument: .file) {
                $0.load($1)
            },
            PromptCommand(
                "edit",
                "edit the last input, or input N, in $EDITOR",
                usage: "[N]",
                argument: .number
            ) { $0.edit($1) },
            PromptCommand("quit", "quit, as Ctrl-D, :q, exit and quit do") { repl, _ in repl.isOver = true },
        ]
    }
}
