extension LuaCursorReader {
    /// The innermost call around the cursor.
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
                // A call of something unknown; after a literal it is no call at all.
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

    /// Counts the arguments before the cursor.
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
        return LuaCall.TableLevel(position: position, present: Set(fields.compactMap(whole.key)))
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
