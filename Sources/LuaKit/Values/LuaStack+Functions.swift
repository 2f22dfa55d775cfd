internal import CLua
internal import CLuaBridge

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

    /// How the Lua function at `index` is written and where: `function (a, b)  script.lua:3`; nil for native functions.
    package func summary(ofFunctionAt index: Int32) -> String? {
        guard let parameters = parameterNames(at: index) else { return nil }
        let line = definition(at: index).map { "  \($0.place.name)\($0.place.line > 0 ? ":\($0.place.line)" : "")" }
        return "function (\(parameters.joined(separator: ", ")))\(line ?? "")"
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

// Upvalues, counted from 1.
extension LuaStack {
    /// The name of an upvalue of the Lua function at `index`; nil beyond the last.
    package func upvalueName(_ number: Int32, of index: Int32) -> String? {
        checkRoom()
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
        checkRoom()
        if lua_getupvalue(pointer, index, number) == nil { pushNil() }
    }

    package func setUpvalue(_ number: Int32, of index: Int32) {
        if lua_setupvalue(pointer, index, number) == nil { pop() }
    }

    /// Makes an upvalue of one Lua function the same variable as one of another.
    package func joinUpvalue(_ number: Int32, of index: Int32, to other: Int32, of otherIndex: Int32) {
        lua_upvaluejoin(pointer, index, number, otherIndex, other)
    }
}
