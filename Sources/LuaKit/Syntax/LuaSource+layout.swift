internal import Platform

// Brackets, blocks and indentation.
extension LuaSource {
    private static let step = 2

    /// How many blanks the line that starts at `offset` should begin with.
    ///
    /// Inside a string or comment of several lines it is what the line has.
    package func indentation(ofLineAt offset: Int) -> Int {
        let offset = min(max(offset, 0), bytes.count)
        let next = tokens.partitioningIndex { $0.range.lowerBound >= offset }
        if next > 0, isInside(tokens[next - 1], offset) {
            return bytes[offset...].prefix(while: \.isLuaBlank).count
        }
        let index = code.partitioningIndex { $0.range.lowerBound >= offset }
        if index < code.count, bytes[offset..<code[index].range.lowerBound].allSatisfy(\.isLuaBlank) {
            return Self.step * nesting.levelOfLine[index]
        }
        return index > 0 ? Self.step * nesting.levelAfter[index - 1] : 0
    }

    private func isInside(_ token: LuaToken, _ offset: Int) -> Bool {
        guard token.kind != .comment else { return false }
        return offset < token.range.upperBound || offset == token.range.upperBound && token.isUnfinished
    }

    /// The bracket or block word just before a cursor, or at it, and then its partner.
    package func matchingBracket(at cursor: Int) -> (Range<Int>, Range<Int>)? {
        let index = code.partitioningIndex { $0.range.upperBound >= cursor }
        for index in [index, index + 1] where index < code.count && code[index].range.lowerBound <= cursor {
            if let partner = partner(of: index) { return (code[index].range, code[partner].range) }
        }
        return nil
    }

    /// Where a block continues with `then` or `else`, the partner is its end.
    private func partner(of index: Int) -> Int? {
        var partner = nesting.partner[index]
        if partner >= 0, partner < index, nesting.partner[partner] != index { partner = nesting.partner[partner] }
        return partner < 0 ? nil : partner
    }

    /// The brackets, `end`s and `until`s that close nothing.
    package var unmatchedBrackets: [Range<Int>] {
        nesting.unmatched.map { code[$0].range }
    }
}
