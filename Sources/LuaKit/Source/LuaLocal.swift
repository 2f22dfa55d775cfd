/// A local variable that an input declares at its top level.
public struct LuaLocal: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// `const`, `close`, or what else stands in its angle brackets; nil without.
    public var attribute: String?
    /// Where the name stands.
    public var range: Range<Int>
}

extension LuaSource {
    /// The local variables declared at the top level, in order: not those of blocks, functions and loops.
    public var declaredLocals: [LuaLocal] {
        var locals: [LuaLocal] = []
        var blocks = LuaBlocks()
        let code = code
        for (place, token) in code.enumerated() {
            let isTop = blocks.open.isEmpty
            let word = text(token)
            _ = blocks.take(token, word)
            guard isTop, token.kind == .keyword, word == "local" else { continue }
            locals += declared(after: place, in: code)
        }
        return locals
    }

    private func declared(after place: Int, in code: [LuaToken]) -> [LuaLocal] {
        var index = place + 1
        func word(_ index: Int) -> String { index < code.count ? text(code[index]) : "" }
        func isName(_ index: Int) -> Bool { index < code.count && code[index].kind == .name }
        if word(index) == "function" {
            return isName(index + 1) ? [LuaLocal(name: word(index + 1), range: code[index + 1].range)] : []
        }
        var locals: [LuaLocal] = []
        while isName(index) {
            var local = LuaLocal(name: word(index), range: code[index].range)
            index += 1
            if word(index) == "<", isName(index + 1) {
                local.attribute = word(index + 1)
                index += word(index + 2) == ">" ? 3 : 2
            }
            locals.append(local)
            guard word(index) == "," else { break }
            index += 1
        }
        return locals
    }

    /// Whether the last statement at the top level is a `return`.
    public var endsWithReturn: Bool {
        var blocks = LuaBlocks()
        return code.contains { token in
            let isTop = blocks.open.isEmpty
            let word = text(token)
            _ = blocks.take(token, word)
            // Nothing can follow it in its block.
            return isTop && token.kind == .keyword && word == "return"
        }
    }
}
