internal import CLua

// Upvalues, counted from 1.
extension LuaStack {
    /// The name of an upvalue of the Lua function at `index`; nil beyond the last.
    package func upvalueName(_ number: Int32, of index: Int32) -> String? {
        guard let name = lua_getupvalue(pointer, index, number) else { return nil }
        pop()
        return String(cString: name)
    }

    /// The number of the upvalue called `name`.
    package func upvalue(named name: String, of index: Int32) -> Int32? {
        var number: Int32 = 1
        while let candidate = upvalueName(number, of: index) {
            if candidate == name { return number }
            number += 1
        }
        return nil
    }

    /// Pushes the value of an upvalue, or nil beyond the last.
    package func pushUpvalue(_ number: Int32, of index: Int32) {
        if lua_getupvalue(pointer, index, number) == nil { pushNil() }
    }

    /// Pops a value into an upvalue.
    package func setUpvalue(_ number: Int32, of index: Int32) {
        if lua_setupvalue(pointer, index, number) == nil { pop() }
    }

    /// Makes an upvalue of one Lua function the same variable as one of another.
    package func joinUpvalue(_ number: Int32, of index: Int32, to other: Int32, of otherIndex: Int32) {
        lua_upvaluejoin(pointer, index, number, otherIndex, other)
    }
}
