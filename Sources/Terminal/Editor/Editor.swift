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
        /// The last argument of an entry was inserted.
        case lastArgument(Range<Int>, entry: Int)
    }

    let language: any EditorLanguage
    /// Of the text that was last asked about.
    private var lastAnalysis: (text: String, analysis: any EditorAnalysis)?
    var document: Document
    var walk: HistoryWalk
    package var memory = EditorMemory()
    /// Nil with Emacs keys.
    var vi: Vi?
    /// How often the next key acts, as far as it has been typed.
    var count: Int?
    var ghostText = GhostText()
    var search: HistorySearch?
    var lastQuery = ""
    var menu: CompletionMenu?
    var lastAction = Action.other
    var pendingKey = PendingKey.none
    /// Whether the last key ended the input: then only the text is shown, with the cursor after it.
    var isFinished = false
    var top = TextLayout.Position()
    /// What the last frame was made for.
    var window = Window()

    /// The first key of a pair.
    enum PendingKey {
        case none
        /// Ctrl-X.
        case prefix
        /// Ctrl-V: the next key is inserted as it is.
        case quoting
    }

    struct Window {
        var columns = 80
        var rows = 24
        var prompt: Frame.Row = []
        var continuation: Frame.Row = []
    }

    /// How many times a key acts at most.
    static let maximumCount = 9999

    /// An editor; the history has whole inputs, the oldest first.
    package init(
        language: any EditorLanguage,
        history: [String],
        initialText: String = "",
        keyStyle: KeyStyle = .emacs
    ) {
        self.language = language
        vi = keyStyle == .vi ? Vi() : nil
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

    /// Whether an Escape alone does something.
    package var awaitsEscape: Bool {
        menu != nil || search != nil || count != nil || vi != nil || pendingKey != .none
    }

    /// Does what a key asks for; `hasMoreInput` says that text is already waiting behind it, typed before this key
    /// could be seen to act: then nothing indents, and Tab is a tab.
    package mutating func handle(_ key: Key, hasMoreInput: Bool = false) -> Outcome {
        isFinished = false
        let outcome = performVi(key) ?? perform(key, hasMoreInput: hasMoreInput)
        keepCursorOnCharacter()
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
        vi?.selection = nil
        vi?.moveMarks(range, by: new.utf8.count)
        document.edit(range, with: new, joinsLast: joinsLast)
    }

    mutating func walk(to index: Int) {
        document = walk.go(to: index, leaving: document)
        vi?.selection = nil
        vi?.marks = [:]
        ghostText.reset()
    }

    /// The rest of the suggested entry after the text; nil unless the cursor is at the end of a text.
    mutating func suggestedRest() -> String? {
        guard cursor == document.buffer.count && !document.buffer.isEmpty else { return nil }
        return ghostText.rest(of: text, in: walk.entries)
    }

    mutating func perform(_ key: Key, hasMoreInput: Bool) -> Outcome {
        if pendingKey == .quoting {
            pendingKey = .none
            return insertQuoted(key)
        }
        guard let command = command(for: key) else {
            lastAction = .other
            count = nil
            return .bell
        }
        if case .digit(let digit) = command {
            count = min((count ?? 0) * 10 + digit, Editor.maximumCount)
            return .none
        }
        return perform(command, count: count.take(), hasMoreInput: hasMoreInput)
    }

    private mutating func command(for key: Key) -> EditorCommand? {
        let command = EditorCommand(key)
        if pendingKey == .prefix {
            pendingKey = .none
            if key == .control("e") { return .openEditor }
            return command == .interrupt || command == .cancel ? command : nil
        }
        // Once a count is begun with Alt, plain digits continue it.
        if count != nil, let digit = key.text.flatMap(EditorCommand.digit) { return .digit(digit) }
        return command
    }
}

/// How keys are understood.
package enum KeyStyle: String, Sendable, CaseIterable {
    case emacs
    case vi
}

/// What an editor leaves to the next one.
package struct EditorMemory {
    var killRing = KillRing()
    var vi = ViMemory()

    package init() {}
}
