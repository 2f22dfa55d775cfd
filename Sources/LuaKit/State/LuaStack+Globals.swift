internal import CLua
internal import CLuaBridge

// These run metamethods and are protected.
extension LuaStack {
    /// Pushes a global variable.
    public func getGlobal(_ name: String) throws {
        guard bridge_getglobal(pointer, name) == LUA_OK else { throw popError() }
    }

    /// Pops a value into a global variable.
    public func setGlobal(_ name: String) throws {
        guard bridge_setglobal(pointer, name) == LUA_OK else { throw popError() }
    }

    /// Pushes the value at `index` as a string, by Lua's `tostring`.
    public func pushString(of index: Int32) throws {
        guard bridge_tostring(pointer, index) == LUA_OK else { throw popError() }
    }

    /// Pushes the items of the global table `arg`, the arguments of a script; returns how many there are.
    package func pushScriptArguments() throws -> Int {
        let count = bridge_push_arguments(pointer)
        guard count >= 0 else { throw popError() }
        return Int(count)
    }

    /// Sends a warning; `@on` and `@off` switch them.
    package func warn(_ message: String) {
        lua_warning(pointer, message, 0)
    }
}
