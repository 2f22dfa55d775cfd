extension Editor {
    /// How far Tab and Backspace go in the blanks at the start of a line.
    static let indentationWidth = 2

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

    /// Submits a complete text, else begins a line, which indents unless it was typed ahead.
    mutating func enter(hasMoreInput: Bool) -> Outcome {
        if analysis().isComplete || !hasMoreInput && endsInEmptyLines { return .submit(text) }
        if hasMoreInput { return type("\n", after: .other, hasMoreInput: true) }
        insertLine()
        return .none
    }

    /// Whether the cursor is at the end of the text, behind two empty lines: Enter submits what is incomplete, too, so that
    /// its error is shown.
    var endsInEmptyLines: Bool {
        let buffer = document.buffer
        guard buffer.lineStarts.count > 2 else { return false }
        let start = buffer.lineStarts[buffer.lineStarts.count - 2]
        return cursor >= start && buffer.substring(start..<buffer.count).allSatisfy(\.isWhitespace)
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

    mutating func type(_ character: Character, after previous: Action, hasMoreInput: Bool) -> Outcome {
        var lostBlanks = 0
        var isTyping = false
        if case .typing(let lost) = previous {
            lostBlanks = lost
            isTyping = true
        }
        let offset = cursor
        edit(offset..<offset, with: TextBuffer.normalized(String(character)), joinsLast: isTyping)
        lastAction = .typing(lostBlanks: hasMoreInput ? 0 : reindent(from: offset, lostBlanks: lostBlanks))
        return .none
    }

    /// Dedents a line that consists of a single word if what was typed at `offset` completed a word such as `end`, and
    /// indents it again if the word continues; returns how many blanks the line has lost.
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

extension Editor {
    mutating func perform(_ change: EditorCommand.Change) -> Outcome {
        switch change {
        case .transposeCharacters: transposeCharacters()
        case .transposeWords: transposeWords()
        case .uppercase: changeWord { $0.uppercased() }
        case .lowercase: changeWord { $0.lowercased() }
        case .capitalize:
            changeWord { word in
                let start = word.firstIndex(where: TextBuffer.isPartOfWord) ?? word.startIndex
                return word[..<start] + word[start...].prefix(1).uppercased() + word[start...].dropFirst().lowercased()
            }
        }
    }

    private mutating func changeWord(_ change: (String) -> String) -> Outcome {
        let range = cursor..<document.buffer.endOfWord(after: cursor)
        guard !range.isEmpty else { return .bell }
        edit(range, with: change(document.buffer.substring(range)))
        return .none
    }

    /// Swaps the characters around the cursor, at the end of a line the two before it.
    private mutating func transposeCharacters() -> Outcome {
        let buffer = document.buffer
        let line = buffer.currentLine
        let middle = cursor == line.upperBound ? buffer.offset(before: cursor) : cursor
        guard middle > line.lowerBound else { return .bell }
        swap(buffer.offset(before: middle)..<middle, middle..<buffer.offset(after: middle))
        return .none
    }

    /// Swaps the word at or after the cursor with the one before.
    private mutating func transposeWords() -> Outcome {
        let buffer = document.buffer
        let second = buffer.startOfWord(before: buffer.endOfWord(after: cursor))
        let first = buffer.startOfWord(before: second)
        let firstEnd = buffer.endOfWord(after: first)
        guard first < second && firstEnd <= second else { return .bell }
        swap(first..<firstEnd, second..<buffer.endOfWord(after: second))
        return .none
    }

    private mutating func swap(_ first: Range<Int>, _ second: Range<Int>) {
        let buffer = document.buffer
        let between = buffer.substring(first.upperBound..<second.lowerBound)
        let new = buffer.substring(second) + between + buffer.substring(first)
        edit(first.lowerBound..<second.upperBound, with: new)
    }
}

extension Editor {
    mutating func perform(_ kill: EditorCommand.Kill, joinsLast: Bool) -> Outcome {
        let buffer = document.buffer
        let line = buffer.currentLine
        var start = cursor
        var end = cursor
        switch kill {
        // At the edge of a line they cut the line end, so that lines join.
        case .toLineEnd: end = cursor < line.upperBound ? line.upperBound : buffer.offset(after: cursor)
        case .toLineStart: start = cursor > line.lowerBound ? line.lowerBound : buffer.offset(before: cursor)
        case .runBackward: start = buffer.startOfRun(before: cursor)
        case .wordForward: end = buffer.endOfWord(after: cursor)
        case .wordBackward: start = buffer.startOfWord(before: cursor)
        }
        lastAction = joinsLast ? .kill : .other
        guard start < end else { return .bell }
        memory.killRing.add(buffer.substring(start..<end), isForward: end > cursor, joinsLast: joinsLast)
        edit(start..<end, with: "")
        lastAction = .kill
        return .none
    }

    mutating func yank() -> Outcome {
        guard let text = memory.killRing.current else { return .bell }
        let start = cursor
        edit(start..<start, with: text)
        lastAction = .yank(start..<(start + text.utf8.count))
        return .none
    }

    /// Replaces what was just yanked with the kill before it.
    mutating func yankPop(after previous: Action) -> Outcome {
        guard case .yank(let range) = previous else { return .bell }
        memory.killRing.rotate()
        guard let text = memory.killRing.current else { return .bell }
        edit(range, with: text)
        lastAction = .yank(range.lowerBound..<(range.lowerBound + text.utf8.count))
        return .none
    }
}

struct KillRing {
    private var entries: [String] = []
    /// How far yank-pop has gone back.
    private var depth = 0
    private static let capacity = 60

    var current: String? {
        entries.isEmpty ? nil : entries[entries.count - 1 - depth]
    }

    /// Adds a cut text; a kill that directly follows another is joined to it, before or after.
    mutating func add(_ text: String, isForward: Bool, joinsLast: Bool) {
        depth = 0
        guard joinsLast, let last = entries.popLast() else {
            entries.append(text)
            if entries.count > KillRing.capacity { entries.removeFirst() }
            return
        }
        entries.append(isForward ? last + text : text + last)
    }

    /// Goes back to the kill before the current one; after the oldest comes the newest.
    mutating func rotate() {
        depth = entries.isEmpty ? 0 : (depth + 1) % entries.count
    }
}
