import CLua

/// The mark that makes a Lua table an array for JSON even when it is empty: one metatable shared by all of them.
///
/// The metatable lives in the registry of the Lua state. It has `__name = "json.array"` and nothing that changes how
/// the table behaves.
public enum JSONArray {
    /// Sets the mark on the table at `index`, in place of any metatable it had.
    ///
    /// Needs three free slots on the stack.
    public static func mark(_ lua: OpaquePointer, _ index: Int32) {
        let table = lua_absindex(lua, index)
        pushMetatable(lua)
        lua_setmetatable(lua, table)
    }

    /// Says whether the value at `index` carries the mark.
    ///
    /// Needs four free slots on the stack.
    public static func isMarked(_ lua: OpaquePointer, _ index: Int32) -> Bool {
        guard lua_type(lua, index) == LUA_TTABLE, lua_getmetatable(lua, index) != 0 else { return false }
        pushMetatable(lua)
        let same = lua_rawequal(lua, -1, -2) != 0
        lua_settop(lua, -3)
        return same
    }

    /// Pushes the shared metatable, made at the first use.
    ///
    /// Needs three free slots on the stack.
    static func pushMetatable(_ lua: OpaquePointer) {
        lua_pushstring(lua, name)
        if lua_rawget(lua, registry) == LUA_TTABLE { return }
        lua_settop(lua, -2)
        lua_createtable(lua, 0, 1)
        lua_pushstring(lua, "__name")
        lua_pushstring(lua, name)
        lua_rawset(lua, -3)
        lua_pushstring(lua, name)
        lua_pushvalue(lua, -2)
        lua_rawset(lua, registry)
    }

    private static let name = "json.array"
    /// `LUA_REGISTRYINDEX`, a macro that Swift does not import.
    private static let registry = -LUAI_MAXSTACK - 1000
}
