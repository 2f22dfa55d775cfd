internal import CLua

extension LuaStack {
    /// The parameters of the Lua function at `index`, with `...` last if it takes more; nil for native functions.
    package func parameterNames(at index: Int32) -> [String]? {
        guard type(at: index) == .function, lua_iscfunction(pointer, index) == 0 else { return nil }
        var information = lua_Debug()
        pushCopy(of: index)
        guard lua_getinfo(pointer, ">u", &information) != 0 else { return nil }
        var names: [String] = []
        pushCopy(of: index)
        defer { pop() }
        for number in 0..<Int32(information.nparams) {
            // Without an activation it names the parameters of the function on top, and pushes nothing.
            guard let name = lua_getlocal(pointer, nil, number + 1) else { break }
            names.append(String(cString: name))
        }
        if information.isvararg != 0 { names.append("...") }
        return names
    }

    /// Where the Lua function at `index` was defined: its chunk, and its first and last line; nil for native functions.
    package func definition(at index: Int32) -> (place: LuaPlace, lastLine: Int)? {
        guard type(at: index) == .function, lua_iscfunction(pointer, index) == 0 else { return nil }
        var information = lua_Debug()
        pushCopy(of: index)
        guard lua_getinfo(pointer, ">S", &information) != 0, information.linedefined >= 0 else { return nil }
        let source = String(cString: information.source)
        return (LuaPlace(source: source, line: Int(information.linedefined)), Int(information.lastlinedefined))
    }
}
