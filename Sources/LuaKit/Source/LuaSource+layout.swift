// Brackets, blocks and indentation.
extension LuaSource {
    private static let step = 2

    /// How many blanks the line that starts at `offset` should begin with: two for each line above that opened something
    /// still open.
    ///
    /// Inside a long string or comment it is what the line has.
    public func indentation(ofLineAt offset: Int) -> Int {
        var blocks = LuaBlocks()
        for token in tokens {
            if token.range.lowerBound >= offset { break }
            if token.range.upperBound > offset, token.range.lowerBound < offset { return present(at: offset) }
            if token.isUnfinished, token.kind == .longString || token.kind == .longComment {
                return present(at: offset)
            }
            if token.kind != .comment, token.kind != .longComment { _ = blocks.take(token, text(token)) }
        }
        var open = blocks.open
        // What begins the line may close.
        for token in tokens where token.range.lowerBound >= offset {
            let word = text(token)
            let isOnLine = !bytes[offset..<token.range.lowerBound].contains(0x0A)
            guard isOnLine, token.kind == .symbol || token.kind == .keyword else { break }
            if word == "else" || word == "elseif" {
                if open.last?.text == "if" { open.removeLast() }
                break
            }
            guard case .closed = blocks.take(token, word) else { break }
            if !open.isEmpty { open.removeLast() }
        }
        return Self.step * Set(open.map { line(of: $0.token.range.lowerBound) }).count
    }

    private func present(at offset: Int) -> Int {
        bytes[offset...].prefix { $0 == UInt8(ascii: " ") }.count
    }

    /// Where the line of an offset starts.
    private func line(of offset: Int) -> Int {
        bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    }

    /// The bracket or block keyword at the cursor, or just before it, and its partner.
    public func matchingBracket(at cursor: Int) -> (Range<Int>, Range<Int>)? {
        var blocks = LuaBlocks()
        var found: (Range<Int>, Range<Int>)?
        for token in code {
            guard case .closed(let opening) = blocks.take(token, text(token)) else { continue }
            for range in [opening.token.range, token.range] where range.upperBound == cursor {
                return (opening.token.range, token.range)
            }
            let isAt = [opening.token.range, token.range].contains { $0.lowerBound <= cursor && cursor < $0.upperBound }
            if isAt, found == nil { found = (opening.token.range, token.range) }
        }
        return found
    }

    /// The brackets and `end`s that close nothing.
    public var unmatchedBrackets: [Range<Int>] {
        var blocks = LuaBlocks()
        return code.compactMap { token in
            if case .unmatched = blocks.take(token, text(token)) { token.range } else { nil }
        }
    }
}
