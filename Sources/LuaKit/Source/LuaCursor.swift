/// What is being typed at a place in a text.
public struct LuaCursor: Equatable, Sendable {
    /// What stands between a value and the name of a field.
    public enum Separator: Sendable {
        case none
        case dot
        case colon
    }

    /// What is being typed; ranges end at the cursor.
    public enum Target: Equatable, Sendable {
        /// A variable, or with a path a field.
        case name(prefix: String, range: Range<Int>, path: LuaPath?, separator: Separator)
        /// A string in the brackets of an index.
        case key(prefix: String, range: Range<Int>, path: LuaPath)
        /// Another string.
        case string(content: [UInt8], range: Range<Int>)
        /// The attribute of a local variable.
        case attribute(prefix: String, range: Range<Int>)
        case none
    }

    /// What is being typed.
    public var target: Target
    /// The call around it; nil at the top and in the body of a function.
    public var call: LuaCall?
}

extension LuaSource {
    /// What is being typed at an offset.
    public func cursor(at offset: Int) -> LuaCursor {
        guard let typed = typedToken(at: offset) else { return LuaCursor(target: .none, call: nil) }
        // What follows the cursor does not matter.
        let code = code.filter { $0.range.lowerBound < offset && $0 != typed.token }
        let reader = LuaPathReader(source: self, code: code)
        var finder = LuaCallFinder(reader)
        for index in code.indices { finder.take(index) }
        var call = finder.innermost(at: code.count)
        let target = target(typed, reader)
        if case .string = target, call?.tableKeys.isEmpty != false, let own = stringCall(typed, reader) { call = own }
        return LuaCursor(target: target, call: call)
    }

    private struct Typed {
        /// Nil where a new token could start.
        var token: LuaToken?
        var offset: Int
    }

    /// The token that the cursor is in or at the end of; nil where nothing can be completed.
    private func typedToken(at offset: Int) -> Typed? {
        guard let token = tokens.last(where: { $0.range.lowerBound < offset }) else { return Typed(offset: offset) }
        let isInside = offset < token.range.upperBound
        let isAtEnd = offset == token.range.upperBound
        switch token.kind {
        case .comment: return isInside || isAtEnd ? nil : Typed(offset: offset)
        case .longComment, .longString: return isInside || token.isUnfinished ? nil : Typed(offset: offset)
        case .number: return isInside || isAtEnd ? nil : Typed(offset: offset)
        case .string:
            let isTyped = isInside || isAtEnd && token.isUnfinished
            return Typed(token: isTyped ? token : nil, offset: offset)
        case .name, .keyword: return Typed(token: isInside || isAtEnd ? token : nil, offset: offset)
        case .symbol, .invalid: return Typed(offset: offset)
        }
    }

    private func target(_ typed: Typed, _ reader: LuaPathReader) -> LuaCursor.Target {
        let last = reader.code.count - 1
        if let token = typed.token, token.kind == .string {
            let range = (token.range.lowerBound + 1)..<typed.offset
            let content = content(of: token, before: typed.offset)
            if reader.text(last) == "[", let (path, _) = reader.path(endingAt: last - 1) {
                return .key(prefix: String(decoding: content, as: UTF8.self), range: range, path: path)
            }
            return .string(content: content, range: range)
        }
        let range = (typed.token?.range.lowerBound ?? typed.offset)..<typed.offset
        let prefix = String(decoding: bytes[range], as: UTF8.self)
        let before = reader.text(last)
        if before == "." || before == ":" {
            guard let (path, _) = reader.path(endingAt: last - 1) else { return .none }
            return .name(prefix: prefix, range: range, path: path, separator: before == "." ? .dot : .colon)
        }
        if before == "<", isDeclaration(endingAt: last - 1, reader) { return .attribute(prefix: prefix, range: range) }
        // A name that is being given.
        if ["function", "goto", "::", "for", "local"].contains(before) { return .none }
        return .name(prefix: prefix, range: range, path: nil, separator: .none)
    }

    /// Whether a name in a `local` statement ends at the token.
    private func isDeclaration(endingAt index: Int, _ reader: LuaPathReader) -> Bool {
        var index = index
        while reader.code.indices.contains(index) {
            let text = reader.text(index)
            if text == "local" { return true }
            guard reader.code[index].kind == .name || [",", "<", ">"].contains(text) else { return false }
            index -= 1
        }
        return false
    }

    /// The call in `f"…`.
    private func stringCall(_ typed: Typed, _ reader: LuaPathReader) -> LuaCall? {
        LuaCallFinder(reader).call(at: reader.code.count)
    }
}
