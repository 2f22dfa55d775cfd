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
        killRing.add(buffer.substring(start..<end), isForward: end > cursor, joinsLast: joinsLast)
        edit(start..<end, with: "")
        lastAction = .kill
        return .none
    }

    mutating func yank() -> Outcome {
        guard let text = killRing.current else { return .bell }
        let start = cursor
        edit(start..<start, with: text)
        lastAction = .yank(start..<(start + text.utf8.count))
        return .none
    }

    /// Replaces what was just yanked with the kill before it.
    mutating func yankPop(after previous: Action) -> Outcome {
        guard case .yank(let range) = previous else { return .bell }
        killRing.rotate()
        guard let text = killRing.current else { return .bell }
        edit(range, with: text)
        lastAction = .yank(range.lowerBound..<(range.lowerBound + text.utf8.count))
        return .none
    }
}

/// The texts that were cut, for yanking.
struct KillRing {
    private var entries: [String] = []
    /// How far yank-pop has gone back.
    private var depth = 0
    private static let capacity = 60

    /// The text that yank inserts.
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
