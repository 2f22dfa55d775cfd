extension Editor {
    /// Goes right; at the end of the text it takes the suggestion instead.
    mutating func moveRight(to offset: Int) {
        if let rest = suggestedRest() {
            edit(cursor..<cursor, with: rest)
        } else {
            document.moveCursor(to: offset)
        }
    }

    /// Goes to the end of the word; at the end of the text it takes one word of the suggestion instead.
    mutating func moveWordRight() {
        guard let rest = suggestedRest() else {
            return document.moveCursor(to: document.buffer.endOfWord(after: cursor))
        }
        let whole = TextBuffer(text + rest)
        edit(cursor..<cursor, with: whole.substring(cursor..<whole.endOfWord(after: cursor)))
    }

    /// Goes to the line above or below, beyond the first and the last one through the history.
    mutating func moveVertically(by step: Int, after previous: Action) -> Outcome {
        let buffer = document.buffer
        let line = buffer.line(at: cursor) + step
        guard buffer.lineStarts.indices.contains(line) else { return walk(by: step) }
        let goal: Int
        if case .vertical(let column) = previous { goal = column } else { goal = buffer.column(at: cursor) }
        document.moveCursor(to: buffer.offset(inLine: line, column: goal))
        lastAction = .vertical(goal: goal)
        return .none
    }

    mutating func walk(by step: Int) -> Outcome {
        let index = walk.position + step
        guard (0...walk.entries.count).contains(index) else { return .bell }
        walk(to: index)
        // The draft keeps its cursor, an entry is gone on with at its end.
        if index < walk.entries.count { document.moveCursor(to: document.buffer.count) }
        return .none
    }
}
