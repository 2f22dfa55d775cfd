internal import Platform

/// Cuts Lua text into tokens by the lexical rules of Lua 5.4.
///
/// It takes any bytes and never fails: what is no Lua becomes ``LuaToken/Kind/invalid``.
public struct LuaLexer {
    let bytes: [UInt8]
    private(set) var tokens: [LuaToken] = []

    /// The tokens of a text, in order.
    ///
    /// - Parameter skipsFirstLine: whether a first line that starts with `#` is a comment, as in a file.
    public static func tokens(of bytes: [UInt8], skipsFirstLine: Bool = false) -> [LuaToken] {
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
