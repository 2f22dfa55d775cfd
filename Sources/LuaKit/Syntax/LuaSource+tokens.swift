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

// The fields of table constructors, and arguments, which look the same.
extension LuaSource {
    /// The ranges of tokens between the separators directly in the bracket at `opening`, up to the token at `end`.
    func fields(of opening: Int, before end: Int) -> [Range<Int>] {
        var fields: [Range<Int>] = []
        var start = opening + 1
        var index = start
        while index < end {
            if words[index] == .comma || words[index] == .semicolon {
                fields.append(start..<index)
                start = index + 1
            } else if words[index]?.opens == true {
                // What is inside of it was or will be looked at when it is that bracket's turn.
                let closing = nesting.partner[index]
                if closing < 0 { break }
                index = max(index, closing)
            }
            index += 1
        }
        fields.append(min(start, end)..<end)
        return fields
    }

    /// The index of the equals sign behind the key of a field.
    func assign(in field: Range<Int>) -> Int? {
        var index = field.lowerBound
        guard index < field.upperBound else { return nil }
        if words[index] == .leftBracket {
            index = max(index, nesting.partner[index])
        } else if !isName(index) {
            return nil
        }
        index += 1
        return index < field.upperBound && words[index] == .assign ? index : nil
    }

    /// The key of a field; nil if it has none, or one that is not a string.
    func key(of field: Range<Int>) -> String? {
        guard let assign = assign(in: field) else { return nil }
        if isName(field.lowerBound) { return text(field.lowerBound) }
        return assign == field.lowerBound + 3 ? string(field.lowerBound + 1) : nil
    }
}

package struct LuaLocal: Equatable, Sendable {
    package let name: String
    /// What follows in angle brackets: `const`, `close`, or something that Lua rejects.
    package let attribute: String?
    package let range: Range<Int>
}

extension LuaSource {
    /// The locals that the chunk itself declares, in order; those of its blocks and functions are not among them.
    package var declaredLocals: [LuaLocal] {
        var locals: [LuaLocal] = []
        for index in words.indices where words[index] == .local && nesting.enclosing[index] < 0 {
            if word(index + 1) == .function {
                if isName(index + 2) { locals.append(local(index + 2, attribute: nil)) }
            } else {
                addNames(from: index + 1, to: &locals)
            }
        }
        return locals
    }

    private func addNames(from start: Int, to locals: inout [LuaLocal]) {
        var index = start
        while isName(index) {
            let name = index
            var attribute: String?
            index += 1
            if word(index) == .less, isName(index + 1), word(index + 2) == .greater {
                attribute = text(index + 1)
                index += 3
            }
            locals.append(local(name, attribute: attribute))
            guard word(index) == .comma else { return }
            index += 1
        }
    }

    private func local(_ index: Int, attribute: String?) -> LuaLocal {
        LuaLocal(name: text(index), attribute: attribute, range: code[index].range)
    }
}
