internal import CLua
internal import Platform

extension JSONReader {
    /// Pushes the string whose first byte after the quote is at `cursor`.
    @inline(__always)
    mutating func string(_ cursor: Cursor) -> Cursor? {
        guard let close = plainEnd(cursor) else { return nil }
        guard close.pointee == UInt8(ascii: "\"") else { return escaped(cursor, close) }
        keys.pushValue(lua, cursor, close - cursor)
        return close + 1
    }

    /// The first quote or backslash from `cursor` on; all before it is checked text.
    @inline(__always)
    mutating func plainEnd(_ cursor: Cursor) -> Cursor? {
        var cursor = cursor
        while end - cursor >= 8 {
            let specials = JSONText.specials(JSONText.word(cursor))
            if specials == 0 {
                cursor += 8
                continue
            }
            cursor += specials.trailingZeroBitCount >> 3
            if cursor.pointee == UInt8(ascii: "\"") || cursor.pointee == UInt8(ascii: "\\") { return cursor }
            guard let after = beyondASCII(cursor) else { return nil }
            cursor = after
        }
        return plainEndSlowly(cursor)
    }

    @inline(never)
    private mutating func plainEndSlowly(_ cursor: Cursor) -> Cursor? {
        var cursor = cursor
        while cursor < end {
            if !JSONText.isSpecial(cursor.pointee) {
                cursor += 1
                continue
            }
            if cursor.pointee == UInt8(ascii: "\"") || cursor.pointee == UInt8(ascii: "\\") { return cursor }
            guard let after = beyondASCII(cursor) else { return nil }
            cursor = after
        }
        return fail(.jsonSyntax, "the text ends inside a string", end)
    }

    /// Skips a run of characters above ASCII.
    @inline(never)
    private mutating func beyondASCII(_ cursor: Cursor) -> Cursor? {
        var cursor = cursor
        if cursor.pointee < 0x20 {
            return fail(.jsonSyntax, "\(found(cursor)) must be escaped inside a string", cursor)
        }
        while cursor < end, cursor.pointee >= 0x80 {
            let length = JSONText.sequenceLength(cursor, end)
            guard length > 0 else { return fail(.jsonEncoding, "\(found(cursor)) is not valid UTF-8 here", cursor) }
            cursor += length
        }
        return cursor
    }

    /// Pushes a string with escapes: checked text from `first` to `backslash`, the rest still to be read.
    @inline(never)
    mutating func escaped(_ first: Cursor, _ backslash: Cursor) -> Cursor? {
        scratch.count = 0
        var run = first
        var cursor = backslash
        while cursor.pointee == UInt8(ascii: "\\") {
            scratch.append(run, cursor - run)
            guard let after = escape(cursor) else { return nil }
            run = after
            guard let next = plainEnd(after) else { return nil }
            cursor = next
        }
        scratch.append(run, cursor - run)
        lua_pushlstring(lua, UnsafeRawPointer(scratch.base).assumingMemoryBound(to: CChar.self), scratch.count)
        return cursor + 1
    }

    /// Appends the value of the escape at `cursor`.
    private mutating func escape(_ cursor: Cursor) -> Cursor? {
        guard end - cursor >= 2 else { return fail(.jsonSyntax, "the text ends inside a string", end) }
        switch cursor[1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(cursor[1])
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"): return unicodeEscape(cursor)
        default: return fail(.jsonSyntax, "\(Self.describe(cursor[1])) after a backslash is not a JSON escape", cursor)
        }
        return cursor + 2
    }

    private mutating func unicodeEscape(_ cursor: Cursor) -> Cursor? {
        guard let unit = hexadecimal(cursor + 2) else { return nil }
        switch unit {
        case 0xDC00...0xDFFF: return fail(.jsonEncoding, "the second half of a surrogate pair stands alone", cursor)
        case 0xD800...0xDBFF:
            guard end - cursor >= 8, cursor[6] == UInt8(ascii: "\\"), cursor[7] == UInt8(ascii: "u") else {
                return fail(.jsonEncoding, "the first half of a surrogate pair stands alone", cursor)
            }
            guard let low = hexadecimal(cursor + 8) else { return nil }
            guard (0xDC00...0xDFFF).contains(low) else {
                return fail(.jsonEncoding, "the first half of a surrogate pair stands alone", cursor)
            }
            scratch.append(scalar: 0x10000 + ((unit - 0xD800) << 10 | (low - 0xDC00)))
            return cursor + 12
        default:
            scratch.append(scalar: unit)
            return cursor + 6
        }
    }

    private mutating func hexadecimal(_ cursor: Cursor) -> UInt32? {
        var value: UInt32 = 0
        for i in 0..<4 {
            guard end - cursor > i else {
                _ = fail(.jsonSyntax, "the text ends inside a string", end)
                return nil
            }
            guard let digit = cursor[i].hexDigitValue else {
                _ = expected("four hexadecimal digits after \\u", cursor + i)
                return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
