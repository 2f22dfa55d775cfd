/// A text in Lua, with what a prompt wants to know about it.
///
/// It takes any text, half-written and wrong ones too. All offsets count bytes.
package struct LuaSource: Sendable {
    package let bytes: [UInt8]
    /// Its tokens, comments included.
    package let tokens: [LuaToken]
    /// The tokens, comments left out.
    let code: [LuaToken]
    let words: [LuaWord?]
    let nesting: LuaNesting

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        tokens = LuaLexer.tokens(of: bytes)
        code = tokens.filter { !$0.isComment }
        words = code.map { $0.kind == .keyword || $0.kind == .symbol ? LuaWord(bytes[$0.range]) : nil }
        nesting = LuaNesting(bytes: bytes, code: code, words: words)
    }

    package static let keywords = Set(LuaWord.allCases.filter(\.isKeyword).map(\.rawValue))

    package static func isKeyword(_ word: String) -> Bool { keywords.contains(word) }

    /// Whether bytes are a name: what can be the key of a table without brackets.
    package static func isName(_ bytes: some Collection<UInt8>) -> Bool { isNameOfBytes(bytes) }

    // Other modules have no specialised form of the generic one, which matters for a hundred thousand keys.
    package static func isName(_ bytes: UnsafeRawBufferPointer) -> Bool { isNameOfBytes(bytes) }

    private static func isNameOfBytes(_ bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first, first.isLuaNameStart, bytes.allSatisfy(\.isLuaNamePart) else { return false }
        // Keywords are small letters, at most those of `function`.
        guard bytes.count <= 8, bytes.allSatisfy({ UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }) else { return true }
        return !isKeyword(String(decoding: bytes, as: UTF8.self))
    }

    /// Every name that may be a variable: no fields, keys and labels.
    package var names: Set<String> {
        Set(code.indices.filter(isVariable).map(text))
    }

    private func isVariable(_ index: Int) -> Bool {
        guard isName(index) else { return false }
        switch (word(index - 1), word(index + 1)) {
        case (.dot, _), (.colon, _), (.goto, _), (.label, .label):
            return false
        case (.leftBrace, .assign), (.comma, .assign), (.semicolon, .assign):
            let opening = nesting.enclosing[index]
            return opening < 0 || words[opening] != .leftBrace
        default:
            return true
        }
    }

    /// Where the last statement of the chunk itself begins if it is a `return`.
    package var finalReturn: Int? {
        let last = words.indices.last { nesting.enclosing[$0] < 0 && words[$0]?.beginsStatement == true }
        return last.flatMap { words[$0] == .return ? code[$0].range.lowerBound : nil }
    }

    /// Where the last statement of the chunk itself may begin, the last place first.
    ///
    /// It may behind a semicolon or `end`, and in a new line. The beginning of the text is not among the places.
    package var statementStarts: some Sequence<Int> {
        code.indices.dropFirst().reversed().lazy.filter { [nesting, words, code, bytes] index in
            guard nesting.enclosing[index] < 0, words[index] != .semicolon, words[index] != .end else { return false }
            let between = bytes[code[index - 1].range.upperBound..<code[index].range.lowerBound]
            return words[index - 1] == .semicolon || words[index - 1] == .end || between.contains(UInt8(ascii: "\n"))
        }
        .map { [code] in code[$0].range.lowerBound }
    }

    /// Whether the last token, comments left out, is a semicolon.
    package var endsWithSemicolon: Bool { words.last == .semicolon }
}

extension LuaSource {
    /// Whether more lines have to follow, as far as tokens tell; false where no line could help.
    package var isIncomplete: Bool {
        guard nesting.unmatched.isEmpty, !code.contains(where: { $0.kind == .invalid }) else { return false }
        if let last = tokens.last, last.isUnfinished {
            return last.kind != .string || continues(last)
        }
        guard !code.contains(where: \.isUnfinished), let last = words.indices.last else { return false }
        return nesting.enclosing[code.count] >= 0
            || words[last]?.needsMore == true
            || words[last] == .greater && !opensAttribute(last - 2)
            || opensAttribute(last - 1)
            || !words.count(where: { $0 == .label }).isMultiple(of: 2)
    }

    /// Whether a short string without its end may continue in the next line.
    private func continues(_ token: LuaToken) -> Bool {
        guard token.range.upperBound == bytes.count else { return false }
        return LuaStringContent.endsInContinuation(bytes[token.range].dropFirst())
    }
}
