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
        // Room for the quotes, and for a word that is written over the end.
        output.reserve(end - start + 10)
        var place = output.base + output.count
        place.pointee = UInt8(ascii: "\"")
        place += 1
        var cursor = start
        while cursor < end {
            let count = Swift.min(end - cursor, 8)
            let word = count == 8 ? JSONText.word(cursor) : Self.tail(start, end, count)
            UnsafeMutableRawPointer(place).storeBytes(of: word.littleEndian, as: UInt64.self)
            let specials = JSONText.specials(word)
            if specials != 0 {
                let plain = specials.trailingZeroBitCount >> 3
                output.count = place + plain - output.base
                return string(start, cursor + plain, end, what)
            }
            place += count
            cursor += count
        }
        place.pointee = UInt8(ascii: "\"")
        output.count = place + 1 - output.base
        return true
    }

    /// The last one to seven bytes, with blanks behind them.
    @inline(__always)
    private static func tail(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let blanks = 0x2020_2020_2020_2020 as UInt64
        if end - start >= 8 {
            let shift = UInt64(truncatingIfNeeded: 64 &- 8 &* count)
            return JSONText.word(end - 8) &>> shift | blanks &<< (64 &- shift)
        }
        let filler = blanks &<< UInt64(truncatingIfNeeded: 8 &* count)
        if count >= 4 {
            let high = UInt64(truncatingIfNeeded: 8 &* (count &- 4))
            return filler | UInt64(JSONText.half(start)) | UInt64(JSONText.half(end - 4)) &<< high
        }
        let middle = count &>> 1
        return filler | UInt64(start[0])
            | UInt64(start[middle]) &<< UInt64(truncatingIfNeeded: 8 &* middle)
            | UInt64(start[count &- 1]) &<< UInt64(truncatingIfNeeded: 8 &* (count &- 1))
    }

    /// Writes the rest of a string from `cursor` on.
    @inline(never)
    private mutating func string(
        _ start: UnsafePointer<UInt8>,
        _ cursor: UnsafePointer<UInt8>,
        _ end: UnsafePointer<UInt8>,
        _ what: StaticString
    ) -> Bool {
        var cursor = cursor
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
        output.reserve(20)
        if value < 0 { output.append(UInt8(ascii: "-")) }
        if magnitude < 10 {
            output.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: magnitude))
            return
        }
        var digits = 2
        var limit: UInt64 = 100
        // No magnitude has more than nineteen digits, so the limit fits.
        while digits < 19, magnitude >= limit {
            digits &+= 1
            limit &*= 10
        }
        output.count &+= digits
        var place = output.base + output.count
        while magnitude >= 100 {
            let pair = Int(truncatingIfNeeded: magnitude % 100)
            magnitude /= 100
            place -= 2
            place[0] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: pair / 10)
            place[1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: pair % 10)
        }
        place -= 1
        place.pointee = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: magnitude % 10)
        if magnitude >= 10 {
            place -= 1
            place.pointee = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: magnitude / 10)
        }
    }
}
