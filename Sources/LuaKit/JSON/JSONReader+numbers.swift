internal import CLua

extension JSONReader {
    /// Pushes the number that starts at `first`.
    mutating func number(_ first: Cursor) -> Cursor? {
        let isNegative = first.pointee == UInt8(ascii: "-")
        let digits = isNegative ? first + 1 : first
        var cursor = digits
        var mantissa: UInt64 = 0
        guard cursor < end, Self.isDigit(cursor.pointee) else { return expected("a digit", cursor) }
        if cursor.pointee == UInt8(ascii: "0") {
            cursor += 1
            if cursor < end, Self.isDigit(cursor.pointee) {
                return fail(.jsonSyntax, "a number must not start with 0 and another digit", digits)
            }
        } else {
            accumulate(&mantissa, &cursor)
        }
        var count = cursor - digits
        guard cursor < end, Self.continuesNumber(cursor.pointee) else {
            return integer(mantissa, count, isNegative, first, cursor)
        }
        var exponent = 0
        if cursor.pointee == UInt8(ascii: ".") {
            let fraction = cursor + 1
            cursor = fraction
            accumulate(&mantissa, &cursor)
            exponent = fraction - cursor
            count -= exponent
            guard exponent < 0 else { return expected("a digit after the decimal point", cursor) }
        }
        if cursor < end, cursor.pointee | 0x20 == UInt8(ascii: "e") {
            guard let after = scale(&exponent, cursor + 1) else { return nil }
            cursor = after
        }
        return float(mantissa, count, exponent, isNegative, first, cursor)
    }

    @inline(__always)
    private func accumulate(_ mantissa: inout UInt64, _ cursor: inout Cursor) {
        while cursor < end, Self.isDigit(cursor.pointee) {
            mantissa = mantissa &* 10 &+ UInt64(cursor.pointee &- UInt8(ascii: "0"))
            cursor += 1
        }
    }

    /// Adds the exponent whose sign or first digit is at `cursor`.
    private mutating func scale(_ exponent: inout Int, _ cursor: Cursor) -> Cursor? {
        var cursor = cursor
        var isNegative = false
        if cursor < end, cursor.pointee == UInt8(ascii: "+") || cursor.pointee == UInt8(ascii: "-") {
            isNegative = cursor.pointee == UInt8(ascii: "-")
            cursor += 1
        }
        guard cursor < end, Self.isDigit(cursor.pointee) else { return expected("a digit in the exponent", cursor) }
        var power = 0
        while cursor < end, Self.isDigit(cursor.pointee) {
            power = min(power * 10 + Int(cursor.pointee - UInt8(ascii: "0")), 1_000_000)
            cursor += 1
        }
        exponent += isNegative ? -power : power
        return cursor
    }

    @inline(__always)
    private mutating func integer(
        _ magnitude: UInt64,
        _ count: Int,
        _ isNegative: Bool,
        _ first: Cursor,
        _ after: Cursor
    ) -> Cursor? {
        // Nineteen digits always fit an unsigned word.
        if count <= 19, magnitude <= UInt64(Int64.max) &+ (isNegative ? 1 : 0), !(isNegative && magnitude == 0) {
            let value = Int64(truncatingIfNeeded: magnitude)
            lua_pushinteger(lua, isNegative ? 0 &- value : value)
            return after
        }
        return float(magnitude, count, 0, isNegative, first, after)
    }

    private mutating func float(
        _ mantissa: UInt64,
        _ count: Int,
        _ exponent: Int,
        _ isNegative: Bool,
        _ first: Cursor,
        _ after: Cursor
    ) -> Cursor? {
        // Mantissa and power of ten are exact, so the one operation rounds correctly (Clinger 1990).
        if count <= 19, mantissa <= 1 << 53, abs(exponent) < Self.powers.count {
            let magnitude = Double(mantissa)
            let value = exponent < 0 ? magnitude / Self.powers[-exponent] : magnitude * Self.powers[exponent]
            lua_pushnumber(lua, isNegative ? -value : value)
            return after
        }
        let text = String(decoding: UnsafeBufferPointer(start: first, count: after - first), as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            return fail(.jsonRange, "the number is too large for a float", first)
        }
        lua_pushnumber(lua, value)
        return after
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    @inline(__always)
    private static func continuesNumber(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
    }

    /// The powers of ten that a float holds exactly.
    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}
