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
    var isTiming = false
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
        while true {
            frame?.read(into: scope)
            if let error = stack.takeUnseenTaskError() { showTaskError(error) }
            let text: String
            let input = settings.reader.read(initialText: nextText, opensEditor: opensEditor, language, on: stack)
            (nextText, opensEditor) = ("", false)
            switch input {
            case .text(let line): text = line
            case .interrupted: continue
            case .end: return
            }
            if !take(text) { return }
            frame?.write(from: scope)
            stack.pop(stack.top - bottom)
        }
    }

    /// Runs one input or command; false if it ends the prompt.
    private func take(_ text: String) -> Bool {
        let trimmed = text.trimmingBlanks
        guard !trimmed.isEmpty else { return true }
        if trimmed.hasPrefix(":"), !trimmed.hasPrefix("::") {
            return run(command: String(trimmed.dropFirst()))
        }
        if let name = Self.question(trimmed) {
            if trimmed.hasSuffix("??"), !name.isEmpty {
                showSource(of: name)
            } else {
                evaluate("help(\(name))", isRecorded: false)
            }
            return true
        }
        let stopwatch = Stopwatch(stack.state, settings.trace)
        evaluate(text)
        if isTiming { say(stopwatch.summary(stack.state), .gray) }
        return true
    }

    /// The name in `name?` and `name??`; nil for other inputs.
    static func question(_ text: String) -> String? {
        guard text.hasSuffix("?"), !text.contains("\n") else { return nil }
        let name = text.drop { $0 == "?" }.prefix { $0 != "?" }
        let rest = text.drop { $0 == "?" }.dropFirst(name.count)
        guard rest.allSatisfy({ $0 == "?" }), !name.isEmpty || text == "?" else { return nil }
        let isName = name.allSatisfy { $0.isLetter || $0.isNumber || "_.:".contains($0) }
        guard isName else { return nil }
        // Keywords are topics.
        return LuaSource.isKeyword(String(name)) ? "\"\(name)\"" : String(name.replacing(":", with: "."))
    }

    /// Writes a line that is no result, to standard error.
    func say(_ text: String, _ color: Color? = nil) {
        let shown = color.map { settings.isColored ? $0.paint(text) : text } ?? text
        LuaStreams.flush()
        LuaStreams.writeError(Array("\(shown)\n".utf8))
    }
}

extension String {
    /// Without blanks and line ends at both sides.
    var trimmingBlanks: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
