internal import CLua
internal import CLuaBridge

extension LuaStack {
    /// Pops a value into the field `key` of the table at `index`, without metamethods.
    public func setRaw(_ key: String, in index: Int32) {
        let table = absolute(index)
        push(key)
        clua_insert(pointer, -2)
        lua_rawset(pointer, table)
    }

    /// Pops a value into item `position` of the table at `index`, without metamethods.
    public func setRaw(_ position: Int64, in index: Int32) {
        lua_rawseti(pointer, index, position)
    }

    /// Pushes the field `key` of the table at `index`, without metamethods.
    @discardableResult
    public func getRaw(_ key: String, in index: Int32) -> LuaType {
        let table = absolute(index)
        push(key)
        return LuaType(rawValue: lua_rawget(pointer, table)) ?? .none
    }

    /// Pushes item `position` of the table at `index`, without metamethods.
    @discardableResult
    public func getRaw(_ position: Int64, in index: Int32) -> LuaType {
        checkRoom()
        return LuaType(rawValue: lua_rawgeti(pointer, index, position)) ?? .none
    }

    /// The border of the table at `index` (Lua's raw `#`), or the length of a string.
    public func rawLength(at index: Int32) -> Int {
        Int(lua_rawlen(pointer, index))
    }

    /// Calls `body` for each entry of the table at `index`, with the key at -2 and the value at -1.
    ///
    /// `body` must leave the stack as it was, and must not assign new keys to the table.
    public func forEachEntry(at index: Int32, _ body: () throws -> Void) rethrows {
        let table = absolute(index)
        checkRoom(for: 3)
        pushNil()
        do {
            // What `body` pushes may run finalizers, which may change the table.
            while bridge_next(pointer, table) != 0 {
                try body()
                pop()
            }
        } catch {
            pop(2)
            throw error
        }
    }

    /// Pops a table and makes it the metatable of the value at `index`.
    public func setMetatable(at index: Int32) {
        _ = lua_setmetatable(pointer, index)
    }
}

extension LuaStack {
    /// Replaces the key on top with its value in the table at `index`, without metamethods.
    @discardableResult
    public func getRaw(in index: Int32) -> LuaType {
        LuaType(rawValue: lua_rawget(pointer, index)) ?? .none
    }

    /// Pops a key and its value, on top, into the table at `index`, without metamethods.
    ///
    /// The key is neither nil nor NaN.
    public func setRaw(keyAndValueIn index: Int32) {
        lua_rawset(pointer, index)
    }

    /// Tells tables apart.
    public func address(at index: Int32) -> UInt {
        UInt(bitPattern: lua_topointer(pointer, index))
    }

    /// The field `__name` of a value's metatable, if it is a string.
    public func metatableName(at index: Int32) -> String? {
        checkRoom(for: 2)
        guard lua_getmetatable(pointer, index) != 0 else { return nil }
        defer { pop(2) }
        getRaw("__name", in: -1)
        return string(at: -1)
    }
}

// Metatables themselves.
extension LuaStack {
    /// Whether the value at `index` has a metatable.
    public func hasMetatable(at index: Int32) -> Bool {
        checkRoom()
        guard lua_getmetatable(pointer, index) != 0 else { return false }
        pop()
        return true
    }

    /// Whether the table at `other` is the metatable of the value at `index`.
    public func hasMetatable(at index: Int32, sameAs other: Int32) -> Bool {
        let other = absolute(other)
        checkRoom()
        guard lua_getmetatable(pointer, index) != 0 else { return false }
        defer { pop() }
        return lua_rawequal(pointer, -1, other) != 0
    }

    /// Pushes the metatable of the value at `index`; false if it has none.
    public func pushMetatable(of index: Int32) -> Bool {
        checkRoom()
        return lua_getmetatable(pointer, index) != 0
    }

    /// Takes the metatable away from the value at `index`.
    public func removeMetatable(at index: Int32) {
        let index = absolute(index)
        pushNil()
        _ = lua_setmetatable(pointer, index)
    }
}
