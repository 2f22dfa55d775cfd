extension LuaCursorReader {
    /// Whether what ends with the token may be called or indexed by what follows.
    func endsValue(_ index: Int) -> Bool {
        switch source.kind(index) {
        case .name, .string, .longString: true
        case .symbol:
            switch source.words[index] {
            case .rightBracket, .rightBrace: true
            case .rightParenthesis: !isParameterList(source.nesting.partner[index])
            default: false
            }
        default: false
        }
    }

    /// The chain that ends with the token at an index; nil if that is no chain, or an index in it no literal.
    func path(endingAt end: Int) -> LuaPath? {
        var steps: [LuaPath.Step] = []
        // The parentheses that have to open right before the base.
        var groups: [Int] = []
        var index = end
        while true {
            switch source.kind(index) {
            case .name:
                guard [.dot, .colon].contains(source.word(index - 1)) else {
                    return path(.name(source.text(index)), at: index, steps, groups)
                }
                steps.append(.field(source.text(index)))
                index -= 2
            case .string, .longString:
                guard endsValue(index - 1) else {
                    return groups.isEmpty ? nil : path(.string, at: index, steps, groups)
                }
                steps.append(.call)
                index -= 1
            case .symbol:
                let opening = source.nesting.partner[index]
                guard opening >= 0, opening < index else { return nil }
                if source.words[index] == .rightBracket {
                    guard let step = step(in: opening + 1..<index) else { return nil }
                    steps.append(step)
                    index = opening - 1
                } else if endsValue(opening - 1), !isParameterList(opening) {
                    steps.append(.call)
                    index = opening - 1
                } else {
                    guard source.words[index] == .rightParenthesis, !isParameterList(opening) else { return nil }
                    groups.append(opening)
                    index -= 1
                }
            default:
                return nil
            }
        }
    }

    private func path(_ base: LuaPath.Base, at index: Int, _ steps: [LuaPath.Step], _ groups: [Int]) -> LuaPath? {
        for (depth, opening) in groups.reversed().enumerated() where opening != index - 1 - depth { return nil }
        return LuaPath(base: base, steps: steps.reversed())
    }

    /// The literal that alone stands in the brackets of an index.
    private func step(in range: Range<Int>) -> LuaPath.Step? {
        if range.count == 2, source.words[range.lowerBound] == .minus {
            return source.integer(range.lowerBound + 1).map { .index(0 &- $0) }
        }
        guard range.count == 1 else { return nil }
        return source.string(range.lowerBound).map { .field($0) }
            ?? source.integer(range.lowerBound).map { .index($0) }
    }

    /// Whether the parenthesis at an index opens the parameters of a function that is being defined.
    func isParameterList(_ opening: Int) -> Bool {
        guard source.word(opening) == .leftParenthesis else { return false }
        let function = source.nesting.enclosing[opening]
        guard function >= 0, source.words[function] == .function else { return false }
        var index = opening - 1
        while source.isName(index) || [.dot, .colon].contains(source.word(index)) { index -= 1 }
        return index == function
    }
}
