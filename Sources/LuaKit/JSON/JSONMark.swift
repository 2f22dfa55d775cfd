internal import CLua

/// The mark of a decoded table, or of one that is an array for JSON even when it is empty: a shared metatable.
///
/// It changes nothing but what `tostring` gives.
enum JSONMark: String {
    case array = "json.array"
    case object = "json.object"

    /// Pushes the metatable, which is created at the first use and kept in the registry.
    ///
    /// Needs three free slots on the stack.
    func pushMetatable(_ lua: OpaquePointer) {
        lua_pushstring(lua, rawValue)
        if lua_rawget(lua, clua_registryindex()) == LUA_TTABLE { return }
        lua_settop(lua, -2)
        lua_createtable(lua, 0, 2)
        if self == .array {
            lua_pushstring(lua, "__name")
            lua_pushstring(lua, rawValue)
            lua_rawset(lua, -3)
        }
        lua_pushstring(lua, rawValue)
        lua_pushvalue(lua, -2)
        lua_rawset(lua, clua_registryindex())
    }

    /// Sets the mark on the table at `index`, in place of any metatable it had.
    func set(_ lua: OpaquePointer, _ index: Int32) {
        let table = lua_absindex(lua, index)
        pushMetatable(lua)
        lua_setmetatable(lua, table)
    }

    /// Says whether the value at `index` carries the mark.
    func isSet(_ lua: OpaquePointer, _ index: Int32) -> Bool {
        guard lua_checkstack(lua, 4) != 0, lua_type(lua, index) == LUA_TTABLE, lua_getmetatable(lua, index) != 0 else {
            return false
        }
        pushMetatable(lua)
        let same = lua_rawequal(lua, -1, -2) != 0
        lua_settop(lua, -3)
        return same
    }

    /// Makes `tostring` give a short text for marked tables.
    static func prepare(_ stack: LuaStack) {
        for mark in [array, object] {
            mark.pushMetatable(stack.pointer)
            stack.push { stack in
                let text = (try? stack.json(at: 1, JSONLayout(sortKeys: true))).map {
                    String(decoding: $0, as: UTF8.self)
                }
                stack.push(text.map { $0.utf8.count > 100 ? "\($0.prefix(99))…" : $0 } ?? "{…}")
                return .results(1)
            }
            stack.setRaw("__tostring", in: -2)
            stack.pop()
        }
    }
}
