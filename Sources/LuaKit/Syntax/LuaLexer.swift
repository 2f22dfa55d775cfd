internal import Platform

/// Cuts Lua text into tokens by the lexical rules of Lua 5.4.
///
/// It takes any bytes and never fails: what is not Lua becomes ``LuaToken/Kind/invalid``.
package struct LuaLexer {
    let bytes: [UInt8]
    private(set) var tokens: [LuaToken] = []

    /// The tokens of a text, in order.
    ///
    /// - Parameter skipsFirstLine: whether a first line that starts with `#` is a comment, as in a file.
    package static func tokens(of bytes: [UInt8], skipsFirstLine: Bool = false) -> [LuaToken] {
        var lexer = LuaLexer(bytes: bytes)
        lexer.run(skipsFirstLine: skipsFirstLine)
        return lexer.tokens
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func run(skipsFirstLine: Bool) {
        var position = 0
        if skipsFirstLine, byte(0) == UInt8(ascii: "#") {
            position = lineEnd(from: 0)
            tokens.append(LuaToken(.comment, 0..<position))
        }
        while position < bytes.count {
            if bytes[position].isLuaSpace {
                position += 1
            } else {
                let token = token(at: position)
                tokens.append(token)
                position = token.range.upperBound
            }
        }
    }

    /// The byte at a place; nil beyond the end.
    func byte(_ position: Int) -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private func token(at start: Int) -> LuaToken {
        switch bytes[start] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            string(at: start)
        case UInt8(ascii: "-") where byte(start + 1) == UInt8(ascii: "-"):
            comment(at: start)
        case UInt8(ascii: "["):
            bracket(at: start)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            number(at: start)
        case UInt8(ascii: ".") where byte(start + 1)?.isASCIIDigit == true:
            number(at: start)
        case let first where first.isLuaNameStart:
            name(at: start)
        case 0x80...:
            LuaToken(.invalid, start..<end(from: start) { $0 >= 0x80 })
        default:
            symbol(at: start)
        }
    }

    /// The first place from `start` on whose byte does not satisfy a condition.
    func end(from start: Int, while condition: (UInt8) -> Bool) -> Int {
        var position = start
        while position < bytes.count, condition(bytes[position]) { position += 1 }
        return position
    }

    func lineEnd(from start: Int) -> Int {
        end(from: start) { !$0.isLuaNewline }
    }

    private func name(at start: Int) -> LuaToken {
        let range = start..<end(from: start, while: \.isLuaNamePart)
        return LuaToken(LuaWord(bytes[range]) == nil ? .name : .keyword, range)
    }

    private func symbol(at start: Int) -> LuaToken {
        for length in [3, 2, 1] where start + length <= bytes.count {
            let range = start..<start + length
            if LuaWord(bytes[range]) != nil { return LuaToken(.symbol, range) }
        }
        return LuaToken(.invalid, start..<start + 1)
    }
}

extension LuaLexer {
    /// The numeral at `start`: like Lua, it takes all that could belong to one and judges it then.
    func number(at start: Int) -> LuaToken {
        var position = start
        var exponent = UInt8(ascii: "e")
        if bytes[start] == UInt8(ascii: "0"), lowercased(start + 1) == UInt8(ascii: "x") {
            exponent = UInt8(ascii: "p")
            position += 2
        }
        let digits = position
        while let next = byte(position) {
            if next | 0x20 == exponent {
                position += 1
                if let sign = byte(position), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
            } else if next.isHexDigit || next == UInt8(ascii: ".") {
                position += 1
            } else {
                break
            }
        }
        let isValid = isNumeral(digits..<position, exponent: exponent)
        let end = end(from: position, while: \.isLuaNamePart)
        return LuaToken(isValid && end == position ? .number : .invalid, start..<end)
    }

    private func lowercased(_ position: Int) -> UInt8? {
        byte(position).map { $0 | 0x20 }
    }

    /// Whether these are digits with at most one point and one exponent, which has decimal digits.
    private func isNumeral(_ range: Range<Int>, exponent: UInt8) -> Bool {
        let isDigit: (UInt8) -> Bool = exponent == UInt8(ascii: "p") ? \.isHexDigit : \.isASCIIDigit
        let whole = end(from: range.lowerBound, while: isDigit)
        var count = whole - range.lowerBound
        var position = whole
        if byte(position) == UInt8(ascii: ".") {
            position = end(from: whole + 1, while: isDigit)
            count += position - whole - 1
        }
        guard count > 0 else { return false }
        guard position < range.upperBound else { return true }
        guard lowercased(position) == exponent else { return false }
        position += 1
        if byte(position) == UInt8(ascii: "+") || byte(position) == UInt8(ascii: "-") { position += 1 }
        let end = end(from: position, while: \.isASCIIDigit)
        return end > position && end == range.upperBound
    }
}

extension LuaLexer {
    /// The short string at `start`, which an unescaped line end breaks off.
    func string(at start: Int) -> LuaToken {
        let quote = bytes[start]
        var position = start + 1
        while let next = byte(position) {
            if next == quote { return LuaToken(.string, start..<position + 1) }
            if next.isLuaNewline { break }
            position = next == UInt8(ascii: "\\") ? escapeEnd(position) : position + 1
        }
        return LuaToken(.string, start..<position, isUnfinished: true)
    }

    /// Where the escape ends that begins at `start`, as far as that decides where the string ends.
    private func escapeEnd(_ start: Int) -> Int {
        guard let escaped = byte(start + 1) else { return bytes.count }
        if escaped == UInt8(ascii: "z") { return end(from: start + 2, while: \.isLuaSpace) }
        // CR LF and LF CR are one line end.
        if escaped.isLuaNewline, let next = byte(start + 2), next.isLuaNewline, next != escaped { return start + 3 }
        return start + 2
    }

    func comment(at start: Int) -> LuaToken {
        if byte(start + 2) == UInt8(ascii: "["), let level = level(at: start + 2) {
            return long(.longComment, from: start, contentStart: start + 4 + level, level: level)
        }
        return LuaToken(.comment, start..<lineEnd(from: start))
    }

    /// A long string, or a bracket.
    func bracket(at start: Int) -> LuaToken {
        if let level = level(at: start) {
            return long(.longString, from: start, contentStart: start + 2 + level, level: level)
        }
        let end = end(from: start + 1) { $0 == UInt8(ascii: "=") }
        // Lua has no use for a bracket before an equals sign but this.
        return LuaToken(end > start + 1 ? .invalid : .symbol, start..<end)
    }

    /// The number of equals signs in the long bracket that opens at `start`; nil if none does.
    private func level(at start: Int) -> Int? {
        let end = end(from: start + 1) { $0 == UInt8(ascii: "=") }
        return byte(end) == UInt8(ascii: "[") ? end - start - 1 : nil
    }

    private func long(_ kind: LuaToken.Kind, from start: Int, contentStart: Int, level: Int) -> LuaToken {
        var position = contentStart
        while true {
            position = end(from: position) { $0 != UInt8(ascii: "]") }
            guard position < bytes.count else { return LuaToken(kind, start..<bytes.count, isUnfinished: true) }
            let end = end(from: position + 1) { $0 == UInt8(ascii: "=") }
            if end - position - 1 == level, byte(end) == UInt8(ascii: "]") { return LuaToken(kind, start..<end + 1) }
            position = end
        }
    }
}

/// A piece of Lua text: white space separates tokens and is not one.
package struct LuaToken: Equatable, Sendable {
    package enum Kind: Sendable {
        case keyword
        case name
        case number
        case string
        case longString
        /// A comment that ends with its line.
        case comment
        case longComment
        /// An operator, a bracket or other punctuation.
        case symbol
        /// Bytes that no Lua text has there, malformed numerals included.
        case invalid
    }

    package let kind: Kind
    package let range: Range<Int>
    /// Whether the closing quote or long bracket is missing.
    package let isUnfinished: Bool

    init(_ kind: Kind, _ range: Range<Int>, isUnfinished: Bool = false) {
        self.kind = kind
        self.range = range
        self.isUnfinished = isUnfinished
    }

    var isComment: Bool { kind == .comment || kind == .longComment }
    var isString: Bool { kind == .string || kind == .longString }
}
