internal import CLua

extension JSONWriter {
    /// Writes the string at `index`, which must not be a number.
    mutating func string(at index: Int32, what: StaticString = "a string") -> Bool {
        var length = 0
        guard let characters = lua_tolstring(lua, index, &length) else { return true }
        let start = UnsafeRawPointer(characters).assumingMemoryBound(to: UInt8.self)
        return string(start, start + length, what)
    }

    private mutating func string(
        _ start: UnsafePointer<UInt8>,
        _ end: UnsafePointer<UInt8>,
        _ what: StaticString
    ) -> Bool {
        var cursor = start
        output.reserve(end - start + 2)
        output.append(UInt8(ascii: "\""))
        while cursor < end {
            let plain = Self.plainEnd(cursor, end)
            output.append(cursor, plain - cursor)
            cursor = plain
            guard cursor < end else { break }
            if cursor.pointee < 0x80 {
                escape(cursor.pointee)
                cursor += 1
                continue
            }
            let length = JSONText.sequenceLength(cursor, end)
            guard length > 0 else {
                let byte = JSONReader.describe(cursor.pointee)
                return fail(
                    .jsonEncoding,
                    "\(what) is not valid UTF-8: \(byte) at position \(cursor - start + 1)",
                    hint: "JSON text is UTF-8; encode other bytes first, for example as base64"
                )
            }
            output.append(cursor, length)
            cursor += length
        }
        output.append(UInt8(ascii: "\""))
        return true
    }

    /// The first byte from `cursor` on that needs more than copying.
    @inline(__always)
    private static func plainEnd(_ cursor: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        var cursor = cursor
        while end - cursor >= 8 {
            let specials = JSONText.specials(JSONText.word(cursor))
            if specials != 0 { return cursor + specials.trailingZeroBitCount >> 3 }
            cursor += 8
        }
        while cursor < end, !JSONText.isSpecial(cursor.pointee) { cursor += 1 }
        return cursor
    }

    private mutating func escape(_ byte: UInt8) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        default:
            output.append(byte < 0x10 ? "u000" : "u001")
            let digit = byte & 0xF
            output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }

    mutating func number() -> Bool {
        if lua_isinteger(lua, -1) != 0 {
            integer(lua_tointegerx(lua, -1, nil))
            return true
        }
        let value = lua_tonumberx(lua, -1, nil)
        guard value.isFinite else {
            return fail(.jsonRange, value.isNaN ? "NaN has no form in JSON" : "an infinite number has no form in JSON")
        }
        // Swift's own text: the shortest that reads back the same, always with a fraction or an exponent.
        var text = value.description
        text.withUTF8 { bytes in
            if let start = bytes.baseAddress { output.append(start, bytes.count) }
        }
        return true
    }

    private mutating func integer(_ value: Int64) {
        var magnitude = value.magnitude
        var digits = 1
        var limit: UInt64 = 10
        // No magnitude has more than nineteen digits, so the limit fits.
        while digits < 19, magnitude >= limit {
            digits += 1
            limit &*= 10
        }
        output.reserve(digits + 1)
        if value < 0 { output.append(UInt8(ascii: "-")) }
        output.count += digits
        var place = output.base + output.count
        for _ in 0..<digits {
            place -= 1
            place.pointee = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10)
            magnitude /= 10
        }
    }
}
