internal import CLua
internal import CLuaBridge

extension JSONWriter {
    mutating func table() -> Bool {
        guard let identity = lua_topointer(lua, -1) else { return true }
        if open.contains(identity) { return fail(.jsonCycle, "a table contains itself") }
        guard open.count < JSONReader.maximumDepth else {
            return fail(.jsonDepth, "more than \(JSONReader.maximumDepth) tables inside each other")
        }
        // Each level takes three slots: room is made for many levels at once.
        if open.count & 15 == 0, lua_checkstack(lua, 4 * 16) == 0 { return fail(.stack, "the Lua stack is full") }
        // Tables may be in many places, so the text may be far longer than what they take. Nothing is collected here:
        // finalizers may change the tables.
        if checksMemory, bridge_memory_left(lua, 0) < output.count {
            return fail(.memory, "not enough memory")
        }
        open.append(identity)
        let top = lua_gettop(lua)
        let isWritten = contents(isMarked: isMarked())
        // The level above finds its own key on the stack for the path.
        if !isWritten { lua_settop(lua, top) }
        open.removeLast()
        return isWritten
    }

    private func isMarked() -> Bool {
        guard lua_getmetatable(lua, -1) != 0 else { return false }
        let same = lua_rawequal(lua, -1, arrayMetatable) != 0
        lua_settop(lua, -2)
        return same
    }

    private mutating func contents(isMarked: Bool) -> Bool {
        lua_pushnil(lua)
        guard lua_next(lua, -2) != 0 else {
            isMarked ? output.append("[]") : output.append("{}")
            return true
        }
        if !isMarked, lua_type(lua, -2) == LUA_TSTRING { return options.sortKeys ? sortedObject() : object() }
        let (start, top) = (output.count, lua_gettop(lua))
        if isTrusting {
            if let isWritten = inOrder() { return isWritten }
            // Trying again at every level of a deep table would never end.
            isTrusting = false
            output.count = start
        }
        lua_settop(lua, top - 2)
        guard let count = arrayCount(isMarked: isMarked) else { return false }
        return array(count)
    }

    /// Writes an array whose keys come as 1, 2, … n, the first pair on the stack; nil if they come otherwise.
    private mutating func inOrder() -> Bool? {
        output.append(UInt8(ascii: "["))
        var index: lua_Integer = 0
        repeat {
            index &+= 1
            guard lua_isinteger(lua, -2) != 0, lua_tointegerx(lua, -2, nil) == index else { return nil }
            if index > 1 { output.append(UInt8(ascii: ",")) }
            newLine(open.count)
            guard value() else {
                failure?.steps.append(.index(Int(index)))
                return false
            }
            lua_settop(lua, -2)
        } while lua_next(lua, -2) != 0
        newLine(open.count - 1)
        output.append(UInt8(ascii: "]"))
        return true
    }

    /// Writes the fields of an object whose first pair is on the stack, above its table.
    private mutating func object() -> Bool {
        output.append(UInt8(ascii: "{"))
        var isFirst = true
        repeat {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            newLine(open.count)
            guard field() else { return false }
            lua_settop(lua, -2)
        } while lua_next(lua, -2) != 0
        newLine(open.count - 1)
        output.append(UInt8(ascii: "}"))
        return true
    }

    /// Like `object()`, in the order of the keys' bytes.
    ///
    /// The fields are written as the table gives them, then their texts are put in order. Nothing here allocates in
    /// Lua, so no collection can run and the keys stay where they are.
    private mutating func sortedObject() -> Bool {
        let start = output.count
        var fields: [(key: UnsafeBufferPointer<UInt8>, text: Range<Int>)] = []
        repeat {
            let first = output.count
            guard field() else { return false }
            fields.append((keyBytes(), first..<output.count))
            lua_settop(lua, -2)
        } while lua_next(lua, -2) != 0
        fields.sort { $0.key.lexicographicallyPrecedes($1.key) }
        var sorted = JSONOutput(capacity: output.count - start)
        for field in fields { sorted.append(output.base + field.text.lowerBound, field.text.count) }
        output.count = start
        output.append(UInt8(ascii: "{"))
        var next: UnsafePointer<UInt8> = UnsafePointer(sorted.base)
        for (index, field) in fields.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            newLine(open.count)
            output.append(next, field.text.count)
            next += field.text.count
        }
        newLine(open.count - 1)
        output.append(UInt8(ascii: "}"))
        return true
    }

    @inline(__always)
    private mutating func field() -> Bool {
        guard lua_type(lua, -2) == LUA_TSTRING else { return wrongKey() }
        guard string(at: -2, what: "a key") else { return false }
        output.append(UInt8(ascii: ":"))
        if options.pretty { output.append(UInt8(ascii: " ")) }
        if value() { return true }
        let key = Array(keyBytes())
        failure?.steps.append(.key(key))
        return false
    }

    /// Writes the array on top of the stack, whose keys are known to be 1 to `count`.
    private mutating func array(_ count: lua_Integer) -> Bool {
        output.append(UInt8(ascii: "["))
        var index: lua_Integer = 1
        while index <= count {
            if index > 1 { output.append(UInt8(ascii: ",")) }
            newLine(open.count)
            lua_rawgeti(lua, -1, index)
            guard value() else {
                failure?.steps.append(.index(Int(index)))
                return false
            }
            lua_settop(lua, -2)
            index += 1
        }
        newLine(open.count - 1)
        output.append(UInt8(ascii: "]"))
        return true
    }
}

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
