internal import CLua
internal import CLuaBridge

extension LuaStack {
    /// Pushes nil.
    public func pushNil() {
        checkRoom()
        lua_pushnil(pointer)
    }

    /// Pushes a boolean.
    public func push(_ value: Bool) {
        checkRoom()
        lua_pushboolean(pointer, value ? 1 : 0)
    }

    /// Pushes an integer, every digit of it.
    public func push(_ value: Int64) {
        checkRoom()
        lua_pushinteger(pointer, value)
    }

    /// Pushes a float.
    public func push(_ value: Double) {
        checkRoom()
        lua_pushnumber(pointer, value)
    }

    /// Pushes a string of UTF-8 bytes.
    public func push(_ value: String) {
        var value = value
        value.withUTF8 { bytes in
            push(UnsafeRawBufferPointer(bytes))
        }
    }

    /// Pushes a byte string; NULs and bytes that are not UTF-8 stay what they are.
    public func push(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes(push)
    }

    /// Pushes a byte string from memory that Lua copies.
    public func push(_ bytes: UnsafeRawBufferPointer) {
        checkRoom()
        guard let base = bytes.baseAddress else {
            lua_pushlstring(pointer, "", 0)
            return
        }
        lua_pushlstring(pointer, base.assumingMemoryBound(to: CChar.self), bytes.count)
    }

    /// Pushes the part of the string at `index` that `part` picks; nil for other types.
    package func push(
        partOfStringAt index: Int32,
        _ part: (UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer>
    ) {
        let isString: Void? = withBytes(at: index) { push(UnsafeRawBufferPointer(rebasing: part($0))) }
        if isString == nil { pushNil() }
    }

    /// Pushes a copy of the value at `index`.
    public func pushCopy(of index: Int32) {
        checkRoom()
        lua_pushvalue(pointer, index)
    }

    /// Pushes a new table with room for so many values.
    public func pushTable(items: Int = 0, fields: Int = 0) {
        checkRoom()
        lua_createtable(pointer, Int32(clamping: items), Int32(clamping: fields))
    }

    /// Pushes the table of all globals.
    public func pushGlobals() {
        checkRoom()
        lua_rawgeti(pointer, clua_registryindex(), Int64(LUA_RIDX_GLOBALS))
    }

    /// Pushes any value.
    public func push(_ value: LuaValue) {
        switch value {
        case .nil: pushNil()
        case .boolean(let value): push(value)
        case .integer(let value): push(value)
        case .number(let value): push(value)
        case .string(let bytes): push(bytes)
        case .table(let table): push(table: table)
        case .reference(_, let reference): reference.push(on: self)
        }
    }
}
