/// Where vi's motions and text objects lead.
extension TextBuffer {
    private enum Kind {
        case blank, word, other
    }

    private func character(at offset: Int) -> Character? {
        offset < count ? text[index(offset)] : nil
    }

    /// What kind of a run the character at an offset is part of; nil at the end.
    private func kind(at offset: Int, isBig: Bool) -> Kind? {
        character(at: offset).map { character in
            if character.isWhitespace { return .blank }
            return isBig || TextBuffer.isPartOfWord(character) ? .word : .other
        }
    }

    private func isEmptyLine(at offset: Int) -> Bool {
        character(at: offset) == "\n" && (offset == 0 || character(at: self.offset(before: offset)) == "\n")
    }

    /// The end of the run of one kind that an offset is in.
    private func endOfKind(at offset: Int, isBig: Bool) -> Int {
        let kind = kind(at: offset, isBig: isBig)
        var end = offset
        while end < count, self.kind(at: end, isBig: isBig) == kind { end = self.offset(after: end) }
        return end
    }

    /// The start of the next word; an empty line is one too.
    func nextWord(after offset: Int, isBig: Bool) -> Int {
        var place = offset
        if kind(at: place, isBig: isBig) != .blank {
            place = endOfKind(at: place, isBig: isBig)
        } else {
            place = self.offset(after: place)
        }
        while kind(at: place, isBig: isBig) == .blank, !isEmptyLine(at: place) { place = self.offset(after: place) }
        return place
    }

    /// The last character of the word at or after the next character.
    func wordEnd(after offset: Int, isBig: Bool) -> Int {
        var place = self.offset(after: offset)
        while kind(at: place, isBig: isBig) == .blank { place = self.offset(after: place) }
        return place < count ? self.offset(before: endOfKind(at: place, isBig: isBig)) : offset
    }

    /// The start of the word before an offset.
    func previousWord(before offset: Int, isBig: Bool) -> Int {
        var place = self.offset(before: offset)
        while place > 0, kind(at: place, isBig: isBig) == .blank, !isEmptyLine(at: place) {
            place = self.offset(before: place)
        }
        let kind = kind(at: place, isBig: isBig)
        while place > 0, kind != .blank, self.kind(at: self.offset(before: place), isBig: isBig) == kind {
            place = self.offset(before: place)
        }
        return place
    }

    /// The place of the nth occurrence of a character in the line; nil if there are fewer.
    func find(_ wanted: Character, from offset: Int, isForward: Bool, count: Int) -> Int? {
        let line = range(ofLine: line(at: offset))
        var place = offset
        var left = count
        while left > 0 {
            if isForward {
                place = self.offset(after: place)
                guard place < line.upperBound else { return nil }
            } else {
                guard place > line.lowerBound else { return nil }
                place = self.offset(before: place)
            }
            if character(at: place) == wanted { left -= 1 }
        }
        return place
    }

    /// The bracket that belongs to the first one at or after an offset in its line.
    func bracket(matchingFrom offset: Int) -> Int? {
        let line = range(ofLine: line(at: offset))
        var place = offset
        while place < line.upperBound {
            guard let character = character(at: place) else { return nil }
            if let pair = Self.pairs.first(where: { $0.0 == character || $0.1 == character }) {
                return character == pair.0
                    ? closing(pair, after: self.offset(after: place)) : opening(pair, before: place)
            }
            place = self.offset(after: place)
        }
        return nil
    }

    private typealias Pair = (Character, Character)
    private static let pairs: [Pair] = [("(", ")"), ("[", "]"), ("{", "}")]

    private func closing(_ pair: Pair, after offset: Int) -> Int? {
        var depth = 0
        var place = offset
        while let character = character(at: place) {
            if character == pair.1 {
                if depth == 0 { return place }
                depth -= 1
            } else if character == pair.0 {
                depth += 1
            }
            place = self.offset(after: place)
        }
        return nil
    }

    private func opening(_ pair: Pair, before offset: Int) -> Int? {
        var depth = 0
        var place = offset
        while place > 0 {
            place = self.offset(before: place)
            let character = character(at: place)
            if character == pair.0 {
                if depth == 0 { return place }
                depth -= 1
            } else if character == pair.1 {
                depth += 1
            }
        }
        return nil
    }

    /// The text object of a kind around an offset; nil if there is none.
    func object(_ kind: Character, isWhole: Bool, at offset: Int) -> Range<Int>? {
        switch kind {
        case "w", "W": return word(at: offset, isWhole: isWhole, isBig: kind == "W")
        case "\"", "'", "`": return quoted(by: kind, isWhole: isWhole, at: offset)
        default:
            let name: Character = kind == "b" ? "(" : kind == "B" ? "{" : kind
            guard let pair = Self.pairs.first(where: { $0.0 == name || $0.1 == name }) else { return nil }
            let isOpening = character(at: offset) == pair.0
            guard let start = isOpening ? offset : opening(pair, before: offset),
                let end = closing(pair, after: self.offset(after: start))
            else { return nil }
            return isWhole ? start..<self.offset(after: end) : self.offset(after: start)..<end
        }
    }

    private func word(at offset: Int, isWhole: Bool, isBig: Bool) -> Range<Int>? {
        let line = range(ofLine: line(at: offset))
        guard offset < line.upperBound, let kind = kind(at: offset, isBig: isBig) else { return nil }
        var start = offset
        while start > line.lowerBound, self.kind(at: self.offset(before: start), isBig: isBig) == kind {
            start = self.offset(before: start)
        }
        var end = min(endOfKind(at: offset, isBig: isBig), line.upperBound)
        guard isWhole, end < line.upperBound else { return start..<end }
        // With the blanks behind it or, for blanks, the word behind them.
        if kind == .blank || self.kind(at: end, isBig: isBig) == .blank {
            end = min(endOfKind(at: end, isBig: isBig), line.upperBound)
        }
        return start..<end
    }

    private func quoted(by quote: Character, isWhole: Bool, at offset: Int) -> Range<Int>? {
        let line = range(ofLine: line(at: offset))
        var place = line.lowerBound
        var start: Int?
        while place < line.upperBound {
            let character = character(at: place)
            if character == "\\", start != nil {
                place = self.offset(after: place)
            } else if character == quote {
                if let open = start {
                    if offset <= place {
                        return isWhole ? open..<self.offset(after: place) : self.offset(after: open)..<place
                    }
                    start = nil
                } else {
                    start = place
                }
            }
            place = self.offset(after: place)
        }
        return nil
    }
}
