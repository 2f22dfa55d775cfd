extension Editor {
    mutating func kill(_ command: Command, joinsLast: Bool) -> Outcome {
        let buffer = document.buffer
        let line = buffer.currentLine
        var start = cursor
        var end = cursor
        switch command {
        // At the edge of a line they take the line end, so that lines join.
        case .killToLineEnd: end = cursor < line.upperBound ? line.upperBound : buffer.offset(after: cursor)
        case .killToLineStart: start = cursor > line.lowerBound ? line.lowerBound : buffer.offset(before: cursor)
        case .killRunBackward: start = buffer.startOfRun(before: cursor)
        case .killWordForward: end = buffer.endOfWord(after: cursor)
        default: start = buffer.startOfWord(before: cursor)
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

    /// Puts the kill before in the place of the one just yanked.
    mutating func yankPop(after previous: Action) -> Outcome {
        guard case .yank(let range) = previous else { return .bell }
        killRing.rotate()
        guard let text = killRing.current else { return .bell }
        edit(range, with: text)
        lastAction = .yank(range.lowerBound..<(range.lowerBound + text.utf8.count))
        return .none
    }
}
