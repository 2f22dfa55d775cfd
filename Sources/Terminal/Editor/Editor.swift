/// A line editor without a terminal: keys go in, frames come out.
package struct Editor {
    package enum Outcome: Equatable, Sendable {
        case none
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
        /// Typing, with the number of blanks removed from the line when its word became one such as `end`.
        case typing(lostBlanks: Int)
        case kill
        case yank(Range<Int>)
        case vertical(goal: Int)
    }

    let language: any EditorLanguage
    /// Of the text that was last asked about.
    private var lastAnalysis: (text: String, analysis: any EditorAnalysis)?
    var document: Document
    var walk: HistoryWalk
    var killRing = KillRing()
    var ghostText = GhostText()
    var search: HistorySearch?
    var lastQuery = ""
    var menu: CompletionMenu?
    var lastAction = Action.other
    var isAfterPrefix = false
    /// Whether the last key ended the input: then only the text is shown, with the cursor after it.
    var isFinished = false
    var top = TextLayout.Position()

    /// An editor; the history has whole inputs, the oldest first.
    package init(language: any EditorLanguage, history: [String], initialText: String = "") {
        self.language = language
        document = Document(initialText)
        walk = HistoryWalk(history)
    }

    package var text: String { document.buffer.text }

    /// What the language says about the text, which is read once per change.
    mutating func analysis() -> any EditorAnalysis { analysis(of: text) }

    mutating func analysis(of text: String) -> any EditorAnalysis {
        if let lastAnalysis, lastAnalysis.text == text { return lastAnalysis.analysis }
        let analysis = language.analyze(text)
        lastAnalysis = (text, analysis)
        return analysis
    }

    var cursor: Int { document.buffer.cursor }

    /// Does what a key asks for; `hasMoreInput` says that more bytes wait, so that this is a paste.
    package mutating func handle(_ key: Key, hasMoreInput: Bool = false) -> Outcome {
        isFinished = false
        guard let command = command(for: key) else {
            lastAction = .other
            return .bell
        }
        let outcome = perform(command, hasMoreInput: hasMoreInput)
        switch outcome {
        case .submit, .interrupt, .endOfInput: isFinished = true
        case .none, .suspend, .redraw, .edit, .bell: break
        }
        return outcome
    }

    package mutating func replaceText(_ text: String) {
        search = nil
        menu = nil
        lastAction = .other
        edit(0..<document.buffer.count, with: TextBuffer.normalized(text))
    }

    /// Changes the text; all changes except undo and redo are made here.
    mutating func edit(_ range: Range<Int>, with new: String, joinsLast: Bool = false) {
        if range.lowerBound < document.buffer.count { ghostText.reset() }
        document.edit(range, with: new, joinsLast: joinsLast)
    }

    mutating func walk(to index: Int) {
        document = walk.go(to: index, leaving: document)
        ghostText.reset()
    }

    /// The rest of the suggested entry after the text; nil unless the cursor is at the end of a text.
    mutating func suggestedRest() -> String? {
        guard cursor == document.buffer.count && !document.buffer.isEmpty else { return nil }
        return ghostText.rest(of: text, in: walk.entries)
    }

    private mutating func command(for key: Key) -> EditorCommand? {
        let command = EditorCommand(key)
        guard isAfterPrefix else { return command }
        isAfterPrefix = false
        if key == .control("e") { return .openEditor }
        return command == .interrupt || command == .cancel ? command : nil
    }
}
