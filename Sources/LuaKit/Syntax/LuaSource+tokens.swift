internal import Platform

// Tokens by their index, comments left out; there is none at an index out of bounds.
extension LuaSource {
    func word(_ index: Int) -> LuaWord? {
        words.indices.contains(index) ? words[index] : nil
    }

    func kind(_ index: Int) -> LuaToken.Kind? {
        code.indices.contains(index) ? code[index].kind : nil
    }

    func isName(_ index: Int) -> Bool { kind(index) == .name }

    /// The text of a token.
    func text(_ index: Int) -> String {
        String(decoding: bytes[code[index].range], as: UTF8.self)
    }

    /// The value of a string token; nil for other tokens, and where its end is missing.
    func string(_ index: Int) -> String? {
        guard code.indices.contains(index), code[index].isString, !code[index].isUnfinished else { return nil }
        return String(decoding: LuaStringContent.of(code[index], in: bytes), as: UTF8.self)
    }

    /// The value of an integer numeral; nil for floats.
    func integer(_ index: Int) -> Int64? {
        guard kind(index) == .number else { return nil }
        let text = text(index)
        guard text.hasPrefix("0x") || text.hasPrefix("0X") else { return Int64(text) }
        let digits = text.utf8.dropFirst(2)
        guard digits.allSatisfy(\.isHexDigit) else { return nil }
        // Like Lua's, they wrap around.
        return Int64(bitPattern: digits.reduce(0) { $0 << 4 | UInt64($1.hexDigitValue ?? 0) })
    }

    /// Whether the `<` at an index opens the attribute of a local.
    func opensAttribute(_ index: Int) -> Bool {
        guard word(index) == .less, isName(index - 1) else { return false }
        var place = index - 2
        while word(place) == .comma {
            if word(place - 1) == .greater { place -= 3 }
            guard isName(place - 1) else { return false }
            place -= 2
        }
        return word(place) == .local
    }
}
