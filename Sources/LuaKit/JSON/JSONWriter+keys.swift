internal import CLua

extension JSONWriter {
    /// The number of elements of the table on top of the stack, if its keys are exactly 1 to that number.
    mutating func arrayCount(isMarked: Bool) -> lua_Integer? {
        var count: lua_Integer = 0
        var largest: lua_Integer = 0
        lua_pushnil(lua)
        while lua_next(lua, -2) != 0 {
            guard lua_isinteger(lua, -2) != 0 else {
                if isMarked, lua_type(lua, -2) == LUA_TSTRING {
                    return none("a table marked as an array has a string key")
                }
                _ = wrongKey()
                return nil
            }
            let index = lua_tointegerx(lua, -2, nil)
            guard index > 0 else {
                return none("a table has the integer key \(index), but the keys of an array start at 1")
            }
            largest = max(largest, index)
            count += 1
            lua_settop(lua, -2)
        }
        guard count == largest else {
            return none(
                "a sparse array has \(count) \(count == 1 ? "element" : "elements") up to index \(largest)",
                hint: "fill the gaps with null, or make the keys strings for an object"
            )
        }
        return count
    }

    private mutating func none(_ reason: String, hint: String? = nil) -> lua_Integer? {
        _ = fail(.jsonKeys, reason, hint: hint)
        return nil
    }

    /// Fails because of the key below the top of the stack, which fits neither an object nor the rest of its table.
    mutating func wrongKey() -> Bool {
        let type = lua_type(lua, -2)
        if type == LUA_TSTRING || lua_isinteger(lua, -2) != 0 {
            return fail(
                .jsonKeys,
                "a table has both string and integer keys",
                hint: "an array needs the keys 1 to n, an object only string keys"
            )
        }
        return fail(.jsonKeys, "a table has a \(type == LUA_TNUMBER ? "float" : Self.name(type)) as a key")
    }

    /// The bytes of the string key below the top of the stack.
    func keyBytes() -> UnsafeBufferPointer<UInt8> {
        var length = 0
        let characters = UnsafeRawPointer(lua_tolstring(lua, -2, &length))
        return UnsafeBufferPointer(start: characters?.assumingMemoryBound(to: UInt8.self), count: length)
    }

    /// Starts a line that is indented by `level`, when lines are wanted.
    @inline(__always)
    mutating func newLine(_ level: Int) {
        guard options.pretty else { return }
        output.append(UInt8(ascii: "\n"))
        for _ in 0..<level { output.append("  ") }
    }
}
