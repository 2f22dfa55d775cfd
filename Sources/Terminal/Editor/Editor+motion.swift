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
        case .pageUp: return movePage(by: -1)
        case .pageDown: return movePage(by: 1)
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

    /// Moves some lines up or down; above the first and below the last line a single step walks through the history.
    ///
    /// Several steps stay inside a text of several lines.
    mutating func moveVertically(by step: Int, after previous: Action) -> Outcome {
        let buffer = document.buffer
        let last = buffer.lineStarts.count - 1
        let present = buffer.line(at: cursor)
        var line = present + step
        if !(0...last).contains(line), abs(step) > 1, last > 0 {
            line = min(max(line, 0), last)
            if line == present { return .bell }
        }
        guard (0...last).contains(line) else { return walk(by: step, matchesPrefix: true) }
        let goal: Int
        if case .vertical(let column) = previous { goal = column } else { goal = buffer.column(at: cursor) }
        document.moveCursor(to: buffer.offset(inLine: line, column: goal))
        lastAction = .vertical(goal: goal)
        return .none
    }

    /// Moves by a window in a text that is taller, and stays inside; otherwise to another entry.
    private mutating func movePage(by step: Int) -> Outcome {
        var layout = TextLayout(
            buffer: document.buffer,
            cursor: cursor,
            columns: window.columns,
            prompt: window.prompt,
            continuation: window.continuation
        )
        guard layout.height(upTo: window.rows + 1) > window.rows else { return walk(by: step) }
        let target = layout.offset(rows: step * max(1, window.rows - 2))
        guard target != cursor else { return .bell }
        document.moveCursor(to: target)
        return .none
    }

    /// Walks through the history, to the nearest place for several steps; `matchesPrefix`: only to entries that begin
    /// with what stood before the cursor in the draft.
    mutating func walk(by step: Int, matchesPrefix: Bool = false) -> Outcome {
        if walk.position == walk.entries.count {
            walk.prefix = matchesPrefix ? document.buffer.substring(0..<cursor) : ""
        }
        let index =
            matchesPrefix && abs(step) == 1
            ? walk.match(by: step) : min(max(walk.position + step, 0), walk.entries.count)
        guard index != walk.position, (0...walk.entries.count).contains(index) else { return .bell }
        walk(to: index)
        // The draft keeps its cursor; an entry is continued at its end.
        if index < walk.entries.count { document.moveCursor(to: document.buffer.count) }
        return .none
    }
}
