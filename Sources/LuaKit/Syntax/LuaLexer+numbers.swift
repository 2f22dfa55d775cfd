internal import Platform

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
