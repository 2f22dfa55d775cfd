internal import Platform

extension TextBuffer {
    func index(_ offset: Int) -> String.Index {
        text.utf8.index(text.utf8.startIndex, offsetBy: min(max(0, offset), count))
    }

    func offset(_ index: String.Index) -> Int {
        text.utf8.distance(from: text.utf8.startIndex, to: index)
    }

    func substring(_ range: Range<Int>) -> String {
        String(text[index(range.lowerBound)..<index(range.upperBound)])
    }

    /// The offset itself if it stands between characters, else the one after the character that it cuts.
    func boundary(atOrAfter offset: Int) -> Int {
        guard offset > 0 && offset < count else { return min(max(0, offset), count) }
        let index = index(offset)
        if String.Index(index, within: text) != nil { return offset }
        return self.offset(text.index(after: index))
    }

    /// The offset itself if it stands between characters, else the one before the character that it cuts.
    func boundary(atOrBefore offset: Int) -> Int {
        let offset = min(max(0, offset), count)
        let next = boundary(atOrAfter: offset)
        return next == offset ? offset : self.offset(before: next)
    }

    func offset(after offset: Int) -> Int {
        offset < count ? self.offset(text.index(after: index(offset))) : count
    }

    func offset(before offset: Int) -> Int {
        offset > 0 ? self.offset(text.index(before: index(offset))) : 0
    }

    func line(at offset: Int) -> Int {
        max(0, lineStarts.partitioningIndex { $0 > offset } - 1)
    }

    func range(ofLine line: Int) -> Range<Int> {
        let end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : count
        return lineStarts[line]..<end
    }

    var currentLine: Range<Int> { range(ofLine: line(at: cursor)) }

    /// The spaces and tabs that a line begins with.
    func leadingBlanks(of line: Range<Int>) -> Range<Int> {
        let bytes = text.utf8[index(line.lowerBound)..<index(line.upperBound)]
        return line.lowerBound..<(line.lowerBound + bytes.prefix { $0 == 0x20 || $0 == 0x09 }.count)
    }
}

extension TextBuffer {
    /// The end of the word that an offset is in or before.
    func endOfWord(after offset: Int) -> Int {
        let rest = text[index(offset)...]
        let word = rest.drop { !TextBuffer.isPartOfWord($0) }
        return self.offset(word.prefix(while: TextBuffer.isPartOfWord).endIndex)
    }

    /// The start of the word that an offset is in or after.
    func startOfWord(before offset: Int) -> Int {
        let before = trimmed(text[..<index(offset)]) { !TextBuffer.isPartOfWord($0) }
        return self.offset(trimmed(before, while: TextBuffer.isPartOfWord).endIndex)
    }

    /// The start of the run without blanks that an offset is in or after.
    func startOfRun(before offset: Int) -> Int {
        let before = trimmed(text[..<index(offset)]) { $0.isWhitespace }
        return self.offset(trimmed(before) { !$0.isWhitespace }.endIndex)
    }

    private func trimmed(_ part: Substring, while matches: (Character) -> Bool) -> Substring {
        var part = part
        while let last = part.last, matches(last) { part.removeLast() }
        return part
    }

    static func isPartOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
