internal import LuaKit
internal import Terminal
internal import VimeoLua

/// A prompt: reads inputs, runs them, shows what they give.
final class REPL {
    /// What all prompts of a program share.
    struct Settings {
        let isColored: Bool
        let trace: RequestTrace
        let table: VimeoTable
        let reader: LineReader
        let help: HelpFunctions
    }

    let stack: LuaStack
    let settings: Settings
    let scope: PromptScope
    /// The function that opened the prompt in the middle of a script.
    let frame: PromptFrame?
    var transcript = Transcript()
    /// Whether the prompt ends.
    var isOver = false
    /// What the next input starts with.
    var nextText = ""
    /// Whether that goes to the user's own editor first.
    var opensEditor = false
    let undefined: UndefinedGlobals
    /// The globals there were before the first input.
    let initialGlobals: Set<String>

    init(on stack: LuaStack, _ settings: Settings, scope: PromptScope = PromptScope(), frame: PromptFrame? = nil) {
        self.stack = stack
        self.settings = settings
        self.scope = scope
        self.frame = frame
        undefined = UndefinedGlobals(on: stack)
        initialGlobals = Set(RawKeys.globals(on: stack))
    }

    /// Runs until Ctrl-D or `:quit`.
    func run() {
        let bottom = stack.top
        settings.reader.onTaskError = { [unowned self] in showTaskError($0) }
        let language = PromptLanguage(self)
        defer { stack.state.stopHandlingSignals() }
        while !isOver {
            handleInterrupt()
            frame?.read(into: scope)
            if let error = stack.takeUnseenTaskError() { showTaskError(error) }
            let input = settings.reader.read(language, initialText: nextText, opensEditor: opensEditor, on: stack)
            (nextText, opensEditor) = ("", false)
            switch input {
            case .text(let text): take(text)
            case .interrupted: continue
            case .end: return
            }
            frame?.write(from: scope)
            stack.pop(stack.top - bottom)
        }
    }

    /// Runs one input or command.
    private func take(_ text: String) {
        switch PromptInput(text) {
        case .empty: break
        case .command(let command): run(command: command)
        case .question(let name, asksForSource: true): showSource(of: name)
        case .question(let name, asksForSource: false): evaluate("help(\(name))", isRecorded: false)
        case .lua
        where ["exit", "exit()", "quit", "quit()"].contains(text.trimmingBlanks)
            && !knownNames.contains(String(text.trimmingBlanks.prefix(4))):
            isOver = true
        case .lua:
            let stopwatch = Stopwatch(stack.state, settings.trace)
            evaluate(text)
            if settings.reader.settings.isTiming { say(stopwatch.summary(stack.state), .gray) }
        }
    }

    /// Writes a message that is not a result to standard error; in a window no word of it is broken.
    ///
    /// What it quotes may come from anybody.
    func say(_ text: String, _ color: Color? = nil) {
        let lines = wrapped(TerminalText.escaped(text, keepingLines: true))
        let shown = lines.joined(separator: "\n")
        write(settings.isColored ? color?.paint(shown) ?? shown : shown)
    }

    /// Writes lines to standard error, in rows of their own.
    ///
    /// Written at once: below may be bars of transfers, which each write removes and draws again.
    func write(_ text: String) {
        LuaStreams.flush()
        LuaStreams.writeError(settings.reader.rowStart + Array("\(text)\n".utf8))
    }

    /// The lines of a text, in a window broken between words; what is continued is indented.
    func wrapped(_ text: String, indentation: Int = 0) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            settings.reader.isTerminal
                ? TerminalText.wrapped(String(line), columns: settings.reader.columns, indentation: indentation)
                : [String(line)]
        }
    }
}
