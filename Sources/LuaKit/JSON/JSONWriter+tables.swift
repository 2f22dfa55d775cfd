internal import CLua
internal import CLuaBridge

extension JSONWriter {
    /// Writes the table on top of the stack.
    mutating func table() -> Bool {
        guard let identity = lua_topointer(lua, -1) else { return true }
        if open.contains(identity) { return fail(.jsonCycle, "a table contains itself") }
        guard open.count < JSONReader.maximumDepth else {
            return fail(.jsonDepth, "more than \(JSONReader.maximumDepth) tables inside each other")
        }
        guard lua_checkstack(lua, 4) != 0 else { return fail(.stack, "the Lua stack is full") }
        // Tables may be in many places, so the text may be far longer than what they take.
        if checksMemory, bridge_memory_left(lua, output.count) < output.count {
            return fail(.memory, "not enough memory")
        }
        open.append(identity)
        defer { open.removeLast() }
        let top = lua_gettop(lua)
        if contents(isMarked: isMarked()) { return true }
        // The level above finds its own key on the stack for the path.
        lua_settop(lua, top)
        return false
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
        lua_settop(lua, -3)
        guard let count = arrayCount(isMarked: isMarked) else { return false }
        return array(count)
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

    /// Writes the pair on top of the stack.
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
