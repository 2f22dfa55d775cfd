/// Reads a text backwards from a cursor.
struct LuaCursorReader {
    /// The text with what follows the cursor.
    let whole: LuaSource
    /// The text up to the cursor: only that says what is being typed.
    let source: LuaSource
    /// The token that ends at the cursor and is not finished; nil if there is none.
    let typed: LuaToken?
    /// How many tokens stand before that one, comments left out.
    let count: Int

    init(whole: LuaSource, cursor: Int) {
        self.whole = whole
        source = cursor == whole.bytes.count ? whole : LuaSource(Array(whole.bytes[..<cursor]))
        typed = source.tokens.last.flatMap { Self.isTyped($0, at: cursor) ? $0 : nil }
        count = source.code.count - (typed.map { $0.isComment ? 0 : 1 } ?? 0)
    }

    /// Whether what is typed next may belong to the token.
    private static func isTyped(_ token: LuaToken, at cursor: Int) -> Bool {
        guard token.range.upperBound == cursor else { return false }
        switch token.kind {
        case .string, .longString, .longComment: return token.isUnfinished
        case .symbol: return false
        case .name, .keyword, .number, .comment, .invalid: return true
        }
    }

    /// Whether a name is being typed, or nothing yet.
    var isAtName: Bool {
        switch typed?.kind {
        case nil, .name, .keyword: true
        default: false
        }
    }

    var target: LuaCursor.Target {
        if let typed, typed.kind == .string { return string(typed) }
        guard isAtName else { return .none }
        let range = (typed?.range.lowerBound ?? source.bytes.count)..<source.bytes.count
        let prefix = String(decoding: source.bytes[range], as: UTF8.self)
        let before = source.word(count - 1)
        switch before {
        case .dot, .colon:
            guard let path = path(endingAt: count - 2) else { return .none }
            return .name(prefix: prefix, range: range, path: path, separator: before == .dot ? .dot : .colon)
        case .less where source.opensAttribute(count - 1):
            return .attribute(prefix: prefix, range: range)
        case .local, .function, .for, .goto:
            // A name that is being given.
            return .none
        case .comma where continuesDeclaration(count - 1): return .none
        case .comma, .leftParenthesis:
            let opening = source.nesting.enclosing[count]
            guard opening < 0 || !isParameterList(opening) else { return .none }
            return .name(prefix: prefix, range: range, path: nil, separator: .none)
        case .label where !source.words[..<count].count(where: { $0 == .label }).isMultiple(of: 2):
            return .none
        default:
            return .name(prefix: prefix, range: range, path: nil, separator: .none)
        }
    }

    /// Whether the comma at an index stands between names that `local` or `for` declares.
    private func continuesDeclaration(_ index: Int) -> Bool {
        var place = index
        while source.word(place) == .comma {
            if source.word(place - 1) == .greater { place -= 3 }
            guard source.isName(place - 1) else { return false }
            place -= 2
        }
        return source.word(place) == .local || source.word(place) == .for
    }

    private func string(_ token: LuaToken) -> LuaCursor.Target {
        let range = (token.range.lowerBound + 1)..<token.range.upperBound
        let content = LuaStringContent.unescaped(source.bytes[range])
        if source.word(count - 1) == .leftBracket, let path = path(endingAt: count - 2) {
            return .key(prefix: String(decoding: content, as: UTF8.self), range: range, path: path)
        }
        return .string(content: content, range: range)
    }
}

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

    /// The chain that ends with the token at an index; nil if that is not a chain, or an index in it is not a literal.
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

    /// The literal in the brackets of an index, if there is nothing else.
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

extension LuaCursorReader {
    var call: LuaCall? {
        // `f"` and `f[[`.
        if let typed, typed.isString, endsValue(count - 1), let path = path(endingAt: count - 1) {
            return call(of: path, endingAt: count - 1)
        }
        var tables: [LuaCall.TableLevel] = []
        var inner = count
        var opening = source.nesting.enclosing[count]
        while opening >= 0 {
            guard let word = source.words[opening], word.isBracket, !isParameterList(opening) else { return nil }
            if word == .leftBrace { tables.append(table(opening, around: inner)) }
            if word != .leftBracket, endsValue(opening - 1) {
                if let path = path(endingAt: opening - 1) {
                    var call = call(of: path, endingAt: opening - 1)
                    call.tableKeys = tables.reversed()
                    if word == .leftParenthesis { addArguments(from: opening, to: &call) }
                    return call
                }
                // A call of something unknown; after a literal it is not a call.
                if source.isName(opening - 1) || source.words[opening - 1] != nil { return nil }
            }
            inner = opening
            opening = source.nesting.enclosing[opening]
        }
        return nil
    }

    private func call(of path: LuaPath, endingAt index: Int) -> LuaCall {
        LuaCall(callee: path, isMethod: source.isName(index) && source.word(index - 1) == .colon)
    }

    private func addArguments(from opening: Int, to call: inout LuaCall) {
        for field in source.fields(of: opening, before: count) where field.upperBound < count {
            guard source.words[field.upperBound] == .comma else { continue }
            if field.count == 1 { call.literals[call.argument] = source.string(field.lowerBound) }
            call.argument += 1
        }
    }

    /// The constructor at `opening`, with the token at `inner` or the cursor in it.
    private func table(_ opening: Int, around inner: Int) -> LuaCall.TableLevel {
        let position = source.fields(of: opening, before: inner).last.map { self.position(in: $0) } ?? .key
        // The key that is being typed is not there yet.
        let isTypingKey = position == .key && (typed != nil || inner < count)
        let closing = whole.nesting.partner[opening]
        let end = min(closing >= 0 ? closing : count, whole.code.count)
        var fields = whole.fields(of: opening, before: end)
        if isTypingKey { fields.removeAll { $0.contains(inner) } }
        var level = LuaCall.TableLevel(position: position, present: Set(fields.compactMap(whole.key)))
        for field in fields {
            guard let key = whole.key(of: field), let assign = whole.assign(in: field), assign + 2 == field.upperBound
            else { continue }
            level.literals[key] = whole.string(assign + 1)
        }
        return level
    }

    /// What is typed behind these tokens, which begin a field.
    private func position(in field: Range<Int>) -> LuaCall.TableLevel.Position {
        if let assign = source.assign(in: field) {
            return .value(of: source.key(of: field.lowerBound..<assign + 1) ?? "")
        }
        if field.isEmpty {
            let isKey = field.upperBound == count ? isAtName : isStringInBrackets(from: field.upperBound)
            return isKey ? .key : .value(of: "")
        }
        return .value(of: "")
    }

    /// Whether the cursor is in `["` that starts with the token at an index.
    private func isStringInBrackets(from index: Int) -> Bool {
        source.word(index) == .leftBracket && index == count - 1 && typed?.kind == .string
    }
}
