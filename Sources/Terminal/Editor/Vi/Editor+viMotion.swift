/// What a motion or text object of vi covers.
struct ViSpan {
    var range: Range<Int>
    /// Whole lines are meant.
    var isLines = false
}

extension Editor {
    /// Where a motion leads, and whether the character there is part of what an operator acts on.
    func viTarget(_ motion: Character, _ argument: Character?, count: Int?) -> (offset: Int, isInclusive: Bool)? {
        let buffer = document.buffer
        let line = buffer.currentLine
        let isBig = "WBE".contains(motion)
        func repeated(_ step: (Int) -> Int) -> Int {
            var place = cursor
            for _ in 0..<(count ?? 1) {
                let next = step(place)
                if next == place { break }
                place = next
            }
            return place
        }
        switch motion {
        case "h": return (max(line.lowerBound, repeated(buffer.offset(before:))), false)
        case "l", " ": return (min(line.upperBound, repeated(buffer.offset(after:))), false)
        case "0": return (line.lowerBound, false)
        case "^": return (buffer.leadingBlanks(of: line).upperBound, false)
        case "$":
            let target = min(buffer.line(at: cursor) + (count ?? 1) - 1, buffer.lineStarts.count - 1)
            return (buffer.range(ofLine: target).upperBound, false)
        case "w", "W": return (repeated { buffer.nextWord(after: $0, isBig: isBig) }, false)
        case "b", "B": return (repeated { buffer.previousWord(before: $0, isBig: isBig) }, false)
        case "e", "E": return (repeated { buffer.wordEnd(after: $0, isBig: isBig) }, true)
        case "%": return buffer.bracket(matchingFrom: cursor).map { ($0, true) }
        case "f", "F", "t", "T": return argument.flatMap { viFind(motion, $0, count: count ?? 1, isRepeated: false) }
        case ";", ",":
            guard let find = memory.vi.find else { return nil }
            let kind = String(find.kind)
            let opposite = Character(kind == kind.lowercased() ? kind.uppercased() : kind.lowercased())
            return viFind(motion == ";" ? find.kind : opposite, find.character, count: count ?? 1, isRepeated: true)
        default: return nil
        }
    }

    private func viFind(
        _ kind: Character,
        _ character: Character,
        count: Int,
        isRepeated: Bool
    ) -> (offset: Int, isInclusive: Bool)? {
        let buffer = document.buffer
        let isForward = kind == "f" || kind == "t"
        var start = cursor
        // A repeated `t` does not stay before the same character.
        if isRepeated, kind == "t" { start = buffer.offset(after: start) }
        if isRepeated, kind == "T" { start = buffer.offset(before: start) }
        let stops = buffer.find(character, from: start, isForward: isForward, count: count)
        guard let found = stops else { return nil }
        switch kind {
        case "t": return (buffer.offset(before: found), true)
        case "T": return (buffer.offset(after: found), false)
        default: return (found, isForward)
        }
    }

    /// What an operator acts on; nil if there is nothing.
    func viSpan(of command: ViCommand) -> ViSpan? {
        let buffer = document.buffer
        let line = buffer.line(at: cursor)
        let last = buffer.lineStarts.count - 1
        func lines(to other: Int) -> ViSpan {
            let start = buffer.range(ofLine: min(line, other)).lowerBound
            return ViSpan(range: start..<buffer.range(ofLine: max(line, other)).upperBound, isLines: true)
        }
        switch command.target {
        case .lines: return lines(to: min(line + (command.count ?? 1) - 1, last))
        case .characters:
            let end = (0..<(command.count ?? 1)).reduce(cursor) { place, _ in buffer.offset(after: place) }
            return end > cursor ? ViSpan(range: cursor..<end) : nil
        case .motion("'", let name?): return mark(name).map { lines(to: buffer.line(at: $0)) }
        case .motion("`", let name?):
            guard let place = mark(name), place != cursor else { return nil }
            return ViSpan(range: min(place, cursor)..<max(place, cursor))
        case .object(let isWhole, let kind):
            return buffer.object(kind, isWhole: isWhole, at: cursor).map { ViSpan(range: $0) }
        case .motion("j", _): return line < last ? lines(to: min(line + (command.count ?? 1), last)) : nil
        case .motion("k", _): return line > 0 ? lines(to: max(line - (command.count ?? 1), 0)) : nil
        case .motion("G", _): return lines(to: min(command.count ?? last + 1, last + 1) - 1)
        case .motion("g", _): return lines(to: min(command.count ?? 1, last + 1) - 1)
        case .motion(let motion, let argument):
            var motion = motion
            let isOnWord =
                cursor < buffer.count
                && !buffer.substring(cursor..<buffer.offset(after: cursor)).allSatisfy(\.isWhitespace)
            if command.operation == "c", isOnWord, motion == "w" || motion == "W" {
                // `cw` leaves the blanks behind the word.
                motion = motion == "w" ? "e" : "E"
                return viChangedWords(command.count ?? 1, isBig: motion == "E")
            }
            guard let target = viTarget(motion, argument, count: command.count) else { return nil }
            var end = max(target.offset, cursor)
            if target.isInclusive { end = buffer.offset(after: end) }
            if motion == "w" || motion == "W" { end = viWithoutLineEnd(end) }
            let range = min(target.offset, cursor)..<end
            return range.isEmpty ? nil : ViSpan(range: range)
        case .action: return nil
        }
    }

    /// The place of a mark, in what the text is now.
    func mark(_ name: Character) -> Int? {
        vi?.marks[name == "`" ? "'" : name].map { document.buffer.boundary(atOrBefore: $0) }
    }

    private func viChangedWords(_ count: Int, isBig: Bool) -> ViSpan {
        let buffer = document.buffer
        // The end of the word that the cursor is in is found from the character before.
        var end = cursor
        if cursor > 0 {
            end = buffer.wordEnd(after: buffer.offset(before: cursor), isBig: isBig)
        } else if buffer.object(isBig ? "W" : "w", isWhole: false, at: 0)?.upperBound != buffer.offset(after: 0) {
            end = buffer.wordEnd(after: 0, isBig: isBig)
        }
        for _ in 1..<max(1, count) { end = buffer.wordEnd(after: end, isBig: isBig) }
        return ViSpan(range: cursor..<buffer.offset(after: end))
    }

    /// The last word of a line is deleted without the line's end.
    private func viWithoutLineEnd(_ end: Int) -> Int {
        let buffer = document.buffer
        var place = end
        var result = end
        while place > cursor {
            let before = buffer.offset(before: place)
            let character = buffer.substring(before..<place)
            guard character.allSatisfy(\.isWhitespace) else { break }
            place = before
            if character == "\n" { result = place }
        }
        return result > cursor ? result : end
    }
}
