extension Editor {
    mutating func move(_ motion: EditorCommand.Motion, after previous: Action) -> Outcome {
        switch motion {
        case .left: document.moveCursor(to: document.buffer.offset(before: cursor))
        case .right: moveRight(to: document.buffer.offset(after: cursor))
        case .up: return moveVertically(by: -1, after: previous)
        case .down: return moveVertically(by: 1, after: previous)
        case .lineStart: document.moveCursor(to: document.buffer.currentLine.lowerBound)
        case .lineEnd: moveRight(to: document.buffer.currentLine.upperBound)
        case .wordLeft: document.moveCursor(to: document.buffer.startOfWord(before: cursor))
        case .wordRight: moveWordRight()
        case .bufferStart: document.moveCursor(to: 0)
        case .bufferEnd: document.moveCursor(to: document.buffer.count)
        case .olderEntry: return walk(by: -1)
        case .newerEntry: return walk(by: 1)
        }
        return .none
    }

    /// Moves right; at the end of the text it accepts the suggestion instead.
    private mutating func moveRight(to offset: Int) {
        if let rest = suggestedRest() {
            edit(cursor..<cursor, with: rest)
        } else {
            document.moveCursor(to: offset)
        }
    }

    /// Moves to the end of the word; at the end of the text it accepts one word of the suggestion instead.
    private mutating func moveWordRight() {
        guard let rest = suggestedRest() else {
            return document.moveCursor(to: document.buffer.endOfWord(after: cursor))
        }
        let whole = TextBuffer(text + rest)
        edit(cursor..<cursor, with: whole.substring(cursor..<whole.endOfWord(after: cursor)))
    }

    /// Moves to the line above or below; above the first and below the last line it walks through the history.
    private mutating func moveVertically(by step: Int, after previous: Action) -> Outcome {
        let buffer = document.buffer
        let line = buffer.line(at: cursor) + step
        guard buffer.lineStarts.indices.contains(line) else { return walk(by: step) }
        let goal: Int
        if case .vertical(let column) = previous { goal = column } else { goal = buffer.column(at: cursor) }
        document.moveCursor(to: buffer.offset(inLine: line, column: goal))
        lastAction = .vertical(goal: goal)
        return .none
    }

    private mutating func walk(by step: Int) -> Outcome {
        let index = walk.position + step
        guard (0...walk.entries.count).contains(index) else { return .bell }
        walk(to: index)
        // The draft keeps its cursor; an entry is continued at its end.
        if index < walk.entries.count { document.moveCursor(to: document.buffer.count) }
        return .none
    }
}
