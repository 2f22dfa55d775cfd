extension Editor {
    /// How far Tab and Backspace go in the blanks at the start of a line.
    private static let indentationWidth = 2

    mutating func deleteBackward() -> Outcome {
        guard cursor > 0 else { return .bell }
        edit(backspaceStart()..<cursor, with: "")
        return .none
    }

    mutating func deleteForward() -> Outcome {
        guard cursor < document.buffer.count else { return .bell }
        edit(cursor..<document.buffer.offset(after: cursor), with: "")
        return .none
    }

    /// Submits a complete text, else begins a line; pasted text neither indents nor submits.
    mutating func enter(isPaste: Bool) -> Outcome {
        if isPaste { return type("\n", after: .typing(lostBlanks: 0), isPaste: true) }
        if analysis().isComplete { return .submit(text) }
        insertLine()
        return .none
    }

    /// Begins a line at the cursor, indented by the language.
    mutating func insertLine() {
        let line = cursor..<document.buffer.currentLine.upperBound
        edit(cursor..<document.buffer.leadingBlanks(of: line).upperBound, with: "\n")
        let blanks = max(0, analysis().indentation(ofLineAt: cursor))
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

    /// Dedents a line that consists of a single word if what was typed at `offset` completed a word such as `end`, and
    /// indents it again if the word goes on; returns how many blanks the line has lost.
    private mutating func reindent(from offset: Int, lostBlanks: Int) -> Int {
        let buffer = document.buffer
        let line = buffer.currentLine
        let blanks = buffer.leadingBlanks(of: line)
        let present = buffer.column(at: blanks.upperBound)
        guard cursor == line.upperBound && present + lostBlanks > 0 else { return 0 }
        let word = buffer.substring(blanks.upperBound..<line.upperBound)
        guard !word.isEmpty && (word.count == 1 || word.allSatisfy(TextBuffer.isPartOfWord)) else { return 0 }
        let wanted = max(0, analysis().indentation(ofLineAt: line.lowerBound))
        let new: Int
        if lostBlanks > 0 {
            new = wanted >= present + lostBlanks ? present + lostBlanks : present
        } else {
            var before = text
            before.removeSubrange(buffer.index(offset)..<buffer.index(cursor))
            let earlier = language.analyze(before).indentation(ofLineAt: line.lowerBound)
            new = earlier > wanted ? min(present, wanted) : present
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
