extension LuaSource {
    /// Whether more lines have to follow, as far as tokens tell; false where no line could help.
    public var isIncomplete: Bool {
        guard nesting.unmatched.isEmpty, !code.contains(where: { $0.kind == .invalid }) else { return false }
        if let last = tokens.last, last.isUnfinished {
            return last.kind != .string || goesOn(last)
        }
        guard !code.contains(where: \.isUnfinished), let last = words.indices.last else { return false }
        return nesting.enclosing[code.count] >= 0
            || words[last]?.needsMore == true
            || words[last] == .greater && !opensAttribute(last - 2)
            || opensAttribute(last - 1)
            || !words.count(where: { $0 == .label }).isMultiple(of: 2)
    }

    /// Whether a short string without its end may go on in the next line.
    private func goesOn(_ token: LuaToken) -> Bool {
        guard token.range.upperBound == bytes.count else { return false }
        return LuaStringContent.endsInContinuation(bytes[token.range].dropFirst())
    }
}
