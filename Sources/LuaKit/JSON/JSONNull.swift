import CLua

/// The Lua value that stands for JSON's `null`: the light userdata of the null pointer, which is also `cjson.null`.
///
/// It is truthy, as every userdata is. It exists because a table cannot hold `nil`.
public enum JSONNull {
    /// Pushes the value.
    ///
    /// Needs one free slot on the stack.
    @inline(__always)
    public static func push(_ lua: OpaquePointer) {
        lua_pushlightuserdata(lua, nil)
    }

    /// Says whether the value at `index` is it.
    @inline(__always)
    public static func isNull(_ lua: OpaquePointer, _ index: Int32) -> Bool {
        lua_type(lua, index) == LUA_TLIGHTUSERDATA && lua_touserdata(lua, index) == nil
    }
}
