internal import CLua

extension JSONReader {
    /// Pushes the object whose brace is at `cursor`.
    mutating func object(_ cursor: Cursor, place: Int) -> Cursor? {
        guard enter(cursor) else { return nil }
        // The sizes seen before are taken out while the table is open: so memory stays within twice what the text needs.
        let size = keys.size(atPlace: place)
        let hint = size.pointee
        size.pointee = 0
        var cursor = skip(cursor + 1)
        if cursor < end, cursor.pointee == UInt8(ascii: "}") {
            lua_createtable(lua, 0, 0)
            mark(arrayMetatable &+ 1)
            depth &-= 1
            return cursor + 1
        }
        lua_createtable(lua, 0, hint)
        mark(arrayMetatable &+ 1)
        var fields: Int32 = 0
        var link = keys.firstKey(atPlace: place)
        while true {
            guard cursor < end, cursor.pointee == UInt8(ascii: "\"") else { return expected("a key in quotes", cursor) }
            let guess = Int(link.pointee)
            let slot: Int
            let matched = keys.match(guess, cursor + 1, end)
            if matched > 0 {
                lua_pushvalue(lua, keys.stack &+ Int32(truncatingIfNeeded: guess))
                slot = guess
                cursor += 1 &+ matched
            } else {
                guard let close = plainEnd(cursor + 1) else { return nil }
                if close.pointee == UInt8(ascii: "\"") {
                    slot = keys.push(lua, cursor + 1, close - cursor - 1)
                    cursor = close + 1
                } else {
                    guard let after = escaped(cursor + 1, close) else { return nil }
                    slot = 0
                    cursor = after
                }
                link.pointee = Int32(truncatingIfNeeded: slot)
            }
            link = keys.follower(ofSlot: slot)
            cursor = skip(cursor)
            guard cursor < end, cursor.pointee == UInt8(ascii: ":") else {
                return expected("':' after the key", cursor)
            }
            cursor = skip(cursor + 1)
            let isAbsent = nulls == .absent && cursor < end && cursor.pointee == UInt8(ascii: "n")
            guard let after = value(cursor, place: slot) else { return nil }
            if isAbsent {
                // Not just dropped: an earlier value of the same key must go too.
                lua_settop(lua, -2)
                lua_pushnil(lua)
            } else {
                fields &+= 1
            }
            lua_rawset(lua, -3)
            if fields & 63 == 0, !hasMemory(after) { return nil }
            cursor = skip(after)
            switch cursor < end ? cursor.pointee : 0 {
            case UInt8(ascii: ","): cursor = skip(cursor + 1)
            case UInt8(ascii: "}"):
                size.pointee = fields
                depth &-= 1
                return cursor + 1
            default: return expected("',' or '}'", cursor)
            }
        }
    }

    /// Pushes the array whose bracket is at `cursor`.
    mutating func array(_ cursor: Cursor, place: Int) -> Cursor? {
        guard enter(cursor) else { return nil }
        let size = keys.size(atPlace: place)
        let hint = size.pointee
        size.pointee = 0
        var cursor = skip(cursor + 1)
        let isEmpty = cursor < end && cursor.pointee == UInt8(ascii: "]")
        lua_createtable(lua, isEmpty ? 0 : hint, 0)
        mark(arrayMetatable)
        if isEmpty {
            depth &-= 1
            return cursor + 1
        }
        let elements = keys.elements(place)
        var index: lua_Integer = 0
        while true {
            guard let after = value(cursor, place: elements) else { return nil }
            index &+= 1
            lua_rawseti(lua, -2, index)
            if index & 63 == 0, !hasMemory(after) { return nil }
            cursor = skip(after)
            switch cursor < end ? cursor.pointee : 0 {
            case UInt8(ascii: ","): cursor = skip(cursor + 1)
            case UInt8(ascii: "]"):
                size.pointee = Int32(clamping: index)
                depth &-= 1
                return cursor + 1
            default: return expected("',' or ']'", cursor)
            }
        }
    }

    @inline(__always)
    private mutating func enter(_ cursor: Cursor) -> Bool {
        depth &+= 1
        if depth > Self.maximumDepth {
            return fail(.jsonDepth, "more than \(Self.maximumDepth) arrays and objects inside each other", cursor)
                != nil
        }
        guard lua_checkstack(lua, 4) != 0 else { return fail(.stack, "the Lua stack is full", cursor) != nil }
        return hasMemory(cursor)
    }

    /// Gives the table on top a metatable.
    @inline(__always)
    private func mark(_ metatable: Int32) {
        lua_pushvalue(lua, metatable)
        lua_setmetatable(lua, -2)
    }
}
