internal import Platform

/// Reads the value of a string token; escapes that are not valid are left as they are.
struct LuaStringContent {
    private let bytes: ArraySlice<UInt8>
    private var position: Int
    private var content: [UInt8] = []
    private var endsInEscape = false

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    static func of(_ token: LuaToken, in bytes: [UInt8]) -> [UInt8] {
        let text = bytes[token.range]
        guard token.kind == .longString else {
            return unescaped(text.dropFirst().dropLast(token.isUnfinished ? 0 : 1))
        }
        let bracket = text.dropFirst().prefix { $0 == UInt8(ascii: "=") }.count + 2
        var content = LuaStringContent(text.dropFirst(bracket).dropLast(token.isUnfinished ? 0 : bracket))
        return content.readLong()
    }

    /// The value of the inside of a short string; an escape that is cut off has none.
    static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var content = LuaStringContent(bytes)
        content.read()
        return content.content
    }

    /// Whether the inside of a short string ends so that a line end may follow.
    static func endsInContinuation(_ bytes: ArraySlice<UInt8>) -> Bool {
        var content = LuaStringContent(bytes)
        content.read()
        return content.endsInEscape
    }

    private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    private mutating func take() -> UInt8? {
        guard let next else { return nil }
        position += 1
        return next
    }

    private mutating func read() {
        while let byte = take() {
            endsInEscape = false
            if byte == UInt8(ascii: "\\") { readEscape() } else { content.append(byte) }
        }
    }

    private mutating func readLong() -> [UInt8] {
        // A line end right after the bracket does not count.
        if let byte = next, byte.isLuaNewline {
            position += 1
            skipLineEnd(after: byte)
        }
        while let byte = take() {
            if byte.isLuaNewline { appendLineEnd(byte) } else { content.append(byte) }
        }
        return content
    }

    private mutating func appendLineEnd(_ byte: UInt8) {
        skipLineEnd(after: byte)
        content.append(UInt8(ascii: "\n"))
    }

    /// Skips the second half of CR LF or LF CR.
    private mutating func skipLineEnd(after byte: UInt8) {
        if let other = next, other.isLuaNewline, other != byte { position += 1 }
    }

    private mutating func readEscape() {
        guard let byte = take() else {
            endsInEscape = true
            return
        }
        switch byte {
        case UInt8(ascii: "a"): content.append(0x07)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "v"): content.append(0x0B)
        case UInt8(ascii: "x"): readHexadecimal()
        case UInt8(ascii: "u"): readCodePoint()
        case UInt8(ascii: "z"):
            while next?.isLuaSpace == true { position += 1 }
            endsInEscape = position == bytes.endIndex
        case let digit where digit.isASCIIDigit: readDecimal()
        case let end where end.isLuaNewline:
            appendLineEnd(end)
            endsInEscape = position == bytes.endIndex
        default: content.append(byte)
        }
    }

    private mutating func readHexadecimal() {
        let digits = bytes[position...].prefix(2)
        guard digits.allSatisfy(\.isHexDigit) else { return content.append(UInt8(ascii: "x")) }
        position = digits.endIndex
        guard digits.count == 2 else { return }
        content.append(digits.reduce(0) { $0 << 4 | ($1.hexDigitValue ?? 0) })
    }

    private mutating func readDecimal() {
        position -= 1
        let digits = bytes[position...].prefix(3).prefix(while: \.isASCIIDigit)
        position = digits.endIndex
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        if let byte = UInt8(exactly: value) { content.append(byte) } else { content += digits }
    }

    private mutating func readCodePoint() {
        guard next == UInt8(ascii: "{") else { return content.append(UInt8(ascii: "u")) }
        position += 1
        var value: UInt64 = 0
        while let digit = next?.hexDigitValue {
            value = min(value << 4 | UInt64(digit), 1 << 31)
            position += 1
        }
        guard next == UInt8(ascii: "}") else { return }
        position += 1
        if value < 1 << 31 { appendUTF8(value) }
    }

    /// Lua encodes all numbers below 2^31 in the way of the first UTF-8, in up to 6 bytes.
    private mutating func appendUTF8(_ value: UInt64) {
        guard value >= 0x80 else { return content.append(UInt8(value)) }
        var rest = value
        var tail: [UInt8] = []
        var limit: UInt64 = 0x3F
        repeat {
            tail.append(0x80 | UInt8(rest & 0x3F))
            rest >>= 6
            limit >>= 1
        } while rest > limit
        content.append(UInt8(truncatingIfNeeded: ~limit << 1 | rest))
        content += tail.reversed()
    }
}
