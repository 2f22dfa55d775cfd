extension Editor {
    /// How far Tab and Backspace go in the blanks at the start of a line.
    private static let indentationWidth = 2

    mutating func performChange(_ command: Command, after previous: Action, hasMoreInput: Bool) -> Outcome {
        switch command {
        case .insert(let character): return type(character, after: previous, isPaste: hasMoreInput)
        case .paste(let text) where !text.isEmpty: edit(cursor..<cursor, with: TextBuffer.normalized(text))
        case .backspace:
            guard cursor > 0 else { return .bell }
            edit(backspaceStart()..<cursor, with: "")
        case .deleteForwardOrEnd where document.buffer.isEmpty: return .endOfInput
        case .deleteForward, .deleteForwardOrEnd:
            guard cursor < document.buffer.count else { return .bell }
            edit(cursor..<document.buffer.offset(after: cursor), with: "")
        default: break
        }
        return .none
    }

    /// Submits a complete text, else begins a line; pasted text does neither indent nor submit.
    mutating func enter(isPaste: Bool) -> Outcome {
        if isPaste { return type("\n", after: .typing(lostBlanks: 0), isPaste: true) }
        if language.isComplete(text) { return .submit(text) }
        insertLine()
        return .none
    }

    /// Begins a line at the cursor with the blanks that the language wants.
    mutating func insertLine() {
        let line = cursor..<document.buffer.currentLine.upperBound
        edit(cursor..<document.buffer.leadingBlanks(of: line).upperBound, with: "\n")
        let blanks = max(0, language.indentation(text, cursor))
        if blanks > 0 { edit(cursor..<cursor, with: String(repeating: " ", count: blanks), joinsLast: true) }
    }

    mutating func insertIndentation() {
        edit(cursor..<cursor, with: String(repeating: " ", count: Editor.indentationWidth))
    }

    mutating func type(_ character: Character, after previous: Action, isPaste: Bool) -> Outcome {
        var lostBlanks = 0
        var isTyping = false
        if case .typing(let lost) = previous {
            lostBlanks = lost
            isTyping = true
        }
        let offset = cursor
        edit(offset..<offset, with: TextBuffer.normalized(String(character)), joinsLast: isTyping)
        lastAction = .typing(lostBlanks: isPaste ? 0 : reindent(from: offset, lostBlanks: lostBlanks))
        return .none
    }

    /// Moves a line that is a single word further left if what was typed at `offset` made it one that stands there, and
    /// back if it no longer is one; returns the blanks that the line lost.
    private mutating func reindent(from offset: Int, lostBlanks: Int) -> Int {
        let buffer = document.buffer
        let line = buffer.currentLine
        let blanks = buffer.leadingBlanks(of: line)
        let present = buffer.column(at: blanks.upperBound)
        guard cursor == line.upperBound && present + lostBlanks > 0 else { return 0 }
        let word = buffer.substring(blanks.upperBound..<line.upperBound)
        guard !word.isEmpty && (word.count == 1 || word.allSatisfy(TextBuffer.isPartOfWord)) else { return 0 }
        let wanted = max(0, language.indentation(text, line.lowerBound))
        let new: Int
        if lostBlanks > 0 {
            new = wanted >= present + lostBlanks ? present + lostBlanks : present
        } else {
            var before = text
            before.removeSubrange(buffer.index(offset)..<buffer.index(cursor))
            new = language.indentation(before, line.lowerBound) > wanted ? min(present, wanted) : present
        }
        guard new != present else { return lostBlanks }
        edit(blanks, with: String(repeating: " ", count: new), joinsLast: true)
        return max(0, present + lostBlanks - new)
    }

    private func backspaceStart() -> Int {
        let buffer = document.buffer
        let line = buffer.currentLine.lowerBound..<cursor
        let isIndentation = !line.isEmpty && buffer.substring(line).utf8.allSatisfy { $0 == 0x20 }
        guard isIndentation else { return buffer.offset(before: cursor) }
        return line.lowerBound + (line.count - 1) / Editor.indentationWidth * Editor.indentationWidth
    }
}
