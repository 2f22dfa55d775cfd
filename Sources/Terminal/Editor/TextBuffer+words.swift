extension TextBuffer {
    /// The end of the word that an offset is in or before.
    func endOfWord(after offset: Int) -> Int {
        let rest = text[index(offset)...]
        let word = rest.drop { !TextBuffer.isPartOfWord($0) }
        return self.offset(word.prefix(while: TextBuffer.isPartOfWord).endIndex)
    }

    /// The start of the word that an offset is in or behind.
    func startOfWord(before offset: Int) -> Int {
        let before = trimmed(text[..<index(offset)]) { !TextBuffer.isPartOfWord($0) }
        return self.offset(trimmed(before, while: TextBuffer.isPartOfWord).endIndex)
    }

    /// The start of the run without blanks that an offset is in or behind.
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
