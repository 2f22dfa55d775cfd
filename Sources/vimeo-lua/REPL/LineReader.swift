internal import LuaKit
internal import Platform
internal import Terminal

/// Reads inputs: with the editor on a terminal that supports it, otherwise as plain lines.
final class LineReader {
    /// Whether an input is being read; other tasks run meanwhile.
    private(set) var isReading = false
    /// Whether input and output are a terminal; then no more is shown at once than the window holds.
    let isTerminal: Bool
    private let editor: LineEditor?
    let settings = PromptSettings()
    private var cutText: [UInt8]?
    /// Shows the error of a task that nothing waits for.
    var onTaskError: (any Error) -> Void = { _ in }
    // How long such an error may stay unseen.
    private static let lookMilliseconds = 250
    /// Its bars are above the prompt while an input is read.
    let progress: Progress

    /// Whether an input must not be stored.
    let isPrivate: @Sendable (String) -> Bool

    init(isColored: Bool, progress: Progress, isPrivate: @escaping @Sendable (String) -> Bool) {
        self.isPrivate = isPrivate
        self.progress = progress
        isTerminal = isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0
        guard isTerminal, !TerminalType.isDumb(Environment.variable) else {
            editor = nil
            return
        }
        let history = History(
            path: Environment.stateFolder.map { "\($0)/history" },
            isSecret: isPrivate,
            onProblem: { Notices.show($0, progress) }
        )
        editor = LineEditor(
            input: STDIN_FILENO,
            output: STDOUT_FILENO,
            history: history,
            isColored: isColored,
            environment: Environment.variable
        )
    }

    /// The window's width; 80 without a terminal.
    var columns: Int { WindowSize.current.columns }

    /// Reads a whole input.
    func read(
        _ language: PromptLanguage,
        initialText: String,
        opensEditor: Bool,
        on stack: LuaStack
    ) -> LineEditor.Line {
        LuaStreams.flush()
        if let editor { progress.join(editor) } else { progress.pause() }
        isReading = true
        defer {
            isReading = false
            if let editor { progress.leave(editor) } else { progress.resume() }
        }
        // A Ctrl-C that came when the last input had ended is done with.
        stack.state.clearInterrupt()
        let prompts = prompts(on: stack)
        guard let editor else { return readPlain(language, prompts) }
        editor.keyStyle = settings.keys
        // Only the last row of a prompt is edited.
        let lines = prompts.first?.split(omittingEmptySubsequences: false) { $0.isNewline } ?? []
        // While a task computes no keys are read, so Ctrl-C has to be a signal.
        let hasTasks = stack.hasTasks
        do {
            return try editor.readLine(
                language,
                heading: lines.dropLast().map { PromptText.row($0) },
                prompt: lines.last.map { PromptText.row($0) } ?? PromptText.usual(isContinued: false),
                continuation: prompts.further.map { PromptText.row($0.prefix { !$0.isNewline }) }
                    ?? PromptText.usual(isContinued: true),
                initialText: initialText,
                opensEditor: opensEditor,
                capturesOutput: hasTasks,
                keepsInterrupt: hasTasks
            ) { descriptors, milliseconds in
                defer { LuaStreams.flush() }
                guard hasTasks else { return try stack.waitForInput(on: descriptors, milliseconds: milliseconds) }
                return try wait(for: descriptors, milliseconds, on: stack)
            }
        } catch {
            // Only an interrupt ends a wait early: Ctrl-C, or another such as --timeout.
            return "\(error)".hasSuffix("interrupted!") ? .interrupted : .end
        }
    }

    /// The values of `_PROMPT` and `_PROMPT2`, converted once for each input; nil where the usual ones stand.
    private func prompts(on stack: LuaStack) -> (first: String?, further: String?) {
        func text(isContinued: Bool) -> String? {
            do {
                return try PromptText.value(isContinued: isContinued, on: stack).map {
                    String(decoding: $0, as: UTF8.self)
                }
            } catch {
                let name = isContinued ? "_PROMPT2" : "_PROMPT"
                let message = TerminalText.escaped("\(name) is not usable: \(error)")
                LuaStreams.writeError(Array("\(message)\n".utf8))
                return nil
            }
        }
        defer {
            LuaStreams.flush()
            stack.state.clearInterrupt()
        }
        return (text(isContinued: false), text(isContinued: true))
    }

    /// Waits for input while tasks run; shows the errors of those that nothing waits for.
    private func wait(for descriptors: [Int32], _ milliseconds: Int?, on stack: LuaStack) throws -> [Int32] {
        while true {
            let readable = try stack.waitForInput(on: descriptors, milliseconds: milliseconds ?? Self.lookMilliseconds)
            if let error = stack.takeUnseenTaskError() { onTaskError(error) }
            LuaStreams.flush()
            if !readable.isEmpty || milliseconds != nil { return readable }
        }
    }

    private func readPlain(_ language: PromptLanguage, _ prompts: (first: String?, further: String?)) -> LineEditor.Line
    {
        var text = ""
        while true {
            let prompt = text.isEmpty ? prompts.first ?? "> " : prompts.further ?? ">> "
            LuaStreams.write(Array(prompt.utf8))
            LuaStreams.flush()
            switch LuaStreams.readLine() {
            case .text(let line):
                text += (text.isEmpty ? "" : "\n") + String(decoding: line, as: UTF8.self)
                if language.analyze(text).isComplete { return .text(text) }
            case .interrupted:
                LuaStreams.write([UInt8(ascii: "\n")])
                return .interrupted
            case .end:
                LuaStreams.write([UInt8(ascii: "\n")])
                LuaStreams.flush()
                return text.isEmpty ? .end : .text(text)
            }
        }
    }

    /// Begins a row of its own where output may have left the cursor within one, as ``LineEditor`` does.
    func beginRow() {
        LuaStreams.flush()
        editor?.beginRow()
    }

    /// What begins a row of its own for a message; nothing while an input is read, above which it comes.
    var rowStart: [UInt8] { editor == nil || isReading ? [] : RowStart.bytes(columns: columns) }

    /// Writes a text to standard output: on a terminal what fits into the window, with a line that says what is left.
    func show(_ write: (TallOutput) -> Void) {
        LuaStreams.flush()
        progress.withCleared {
            let rows = editor == nil ? nil : max(1, WindowSize.current.rows - 2)
            let output = TallOutput(rows: rows, columns: columns) { LuaStreams.write($0) }
            write(output)
            output.finish()
            if output.hiddenLines > 0 {
                cutText = output.text
                let count = "\(output.hiddenLines)\(output.isFull ? " and more" : "")"
                let lines = output.hiddenLines == 1 ? "line; :more shows it" : "lines; :more shows them"
                LuaStreams.write(Array("… \(count) more \(lines)\n".utf8))
            }
            LuaStreams.flush()
        }
    }

    /// Shows the last text that did not fit, in the user's pager if there is one; false if all have.
    func showMore() -> Bool {
        guard let cutText else { return false }
        progress.withCleared {
            let command = settings.pager ?? Pager.command(environment: Environment.variable)
            let isShown =
                command.map { !$0.isEmpty && Pager.show(cutText, command: $0, terminal: STDIN_FILENO) } ?? false
            if !isShown { LuaStreams.write(cutText) }
            LuaStreams.flush()
        }
        return true
    }
}
