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
