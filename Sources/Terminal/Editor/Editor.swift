/// A line editor without a terminal: keys go in, frames come out.
public struct Editor {
    /// What is to be done after a key.
    public enum Outcome: Equatable, Sendable {
        case none
        /// The input is complete.
        case submit(String)
        case interrupt
        case endOfInput
        case suspend
        /// The screen is to be cleared and drawn again.
        case redraw
        /// The text is to be changed in another editor; see ``Editor/replaceText(_:)``.
        case edit(String)
        /// The key did nothing.
        case bell
    }

    /// What the last key did, as far as it matters for the next one.
    enum Action: Equatable {
        case other
        /// Typing; with the blanks that a line lost when its word became one that stands further left.
        case typing(lostBlanks: Int)
        case kill
        case yank(Range<Int>)
        case vertical(goal: Int)
    }

    let language: EditorLanguage
    var document: Document
    var walk: HistoryWalk
    var killRing = KillRing()
    var suggestion = Suggestion()
    var search: HistorySearch?
    var lastQuery = ""
    var menu: CompletionMenu?
    var lastAction = Action.other
    var isAfterPrefix = false
    /// Whether the last key ended the input: then only the text is shown, the cursor behind it.
    var isFinished = false
    var top = TextLayout.Position()

    /// An editor; the history has whole inputs, the oldest first.
    public init(language: EditorLanguage, history: [String], initialText: String = "") {
        self.language = language
        document = Document(initialText)
        walk = HistoryWalk(history)
    }

    /// The text as it is now.
    public var text: String { document.buffer.text }

    /// The text with its lines; not to be held over an edit, which would then copy it.
    var buffer: TextBuffer { document.buffer }

    /// The cursor's place in the text.
    var cursor: Int { document.buffer.cursor }

    /// Does what a key asks for; `hasMoreInput` says that more bytes wait, so that this is a paste.
    public mutating func handle(_ key: Key, hasMoreInput: Bool = false) -> Outcome {
        isFinished = false
        guard let command = command(for: key) else {
            lastAction = .other
            return .bell
        }
        let outcome = perform(command, hasMoreInput: hasMoreInput)
        switch outcome {
        case .submit, .interrupt, .endOfInput: isFinished = true
        default: break
        }
        return outcome
    }

    /// Replaces the whole text, in one undo step.
    public mutating func replaceText(_ text: String) {
        search = nil
        menu = nil
        lastAction = .other
        edit(0..<document.buffer.count, with: TextBuffer.normalized(text))
    }

    /// Changes the text; every change that is not undo or redo goes through here.
    mutating func edit(_ range: Range<Int>, with new: String, joinsLast: Bool = false) {
        if range.lowerBound < document.buffer.count { suggestion.reset() }
        document.edit(range, with: new, joinsLast: joinsLast)
    }

    /// Goes to another place of the history.
    mutating func walk(to index: Int) {
        document = walk.go(to: index, leaving: document)
        suggestion.reset()
    }

    /// What of the suggested entry is behind the text; nil unless the cursor is at the end of a text.
    mutating func suggestedRest() -> String? {
        guard cursor == document.buffer.count && !document.buffer.isEmpty else { return nil }
        return suggestion.rest(of: text, in: walk.entries)
    }

    private mutating func command(for key: Key) -> Command? {
        let command = Command(key)
        guard isAfterPrefix else { return command }
        isAfterPrefix = false
        switch command {
        case .lineEnd where key == .control("e"): return .openEditor
        case .interrupt, .cancel: return command
        default: return nil
        }
    }
}
