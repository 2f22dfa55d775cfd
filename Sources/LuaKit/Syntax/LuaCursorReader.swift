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
        case .label where !source.words[..<count].count(where: { $0 == .label }).isMultiple(of: 2):
            return .none
        default:
            return .name(prefix: prefix, range: range, path: nil, separator: .none)
        }
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
