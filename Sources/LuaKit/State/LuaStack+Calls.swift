internal import CLua
internal import CLuaBridge

extension LuaStack {
    /// The name of chunks of the program's own, whose lines no error and no traceback shows.
    package static let ownChunk = BRIDGE_OWN_CHUNK

    /// Pops a function and its arguments, calls it, and pushes its results; nil keeps all of them.
    ///
    /// - Throws: the Swift error that was raised, or a ``LuaError``.
    public func call(arguments: Int, results: Int?) throws {
        state.checkThread()
        let status = bridge_pcall(pointer, Int32(arguments), results.map(Int32.init) ?? LUA_MULTRET, 0)
        guard status == LUA_OK else { throw popError() }
        try restoreRoom(after: results)
    }

    /// All results may have used up the free slots that every function can count on.
    private func restoreRoom(after results: Int?) throws {
        if results == nil, !reserve(20) { throw LuaError("too many results") }
    }

    /// Like ``call(arguments:results:)``, with the message handler of the stand-alone interpreter.
    ///
    /// - Throws: a ``LuaError`` with a report: the message, the traceback, and the Swift error behind it, if any.
    public func callReporting(arguments: Int, results: Int?) throws {
        state.checkThread()
        checkRoom()
        let handler = top - Int32(arguments)
        lua_pushcclosure(pointer, bridge_message_handler, 0)
        insert(at: handler)
        let status = bridge_pcall(pointer, Int32(arguments), results.map(Int32.init) ?? LUA_MULTRET, handler)
        remove(at: handler)
        guard status == LUA_OK else {
            let message = bytes(at: -1) ?? []
            var place: LuaPlace?
            // Only after an ordinary error has the handler run.
            if status == LUA_ERRRUN {
                pop()
                bridge_push_last_place(pointer)
                place = self.place(at: -1)
                pop()
                bridge_push_last_error(pointer)
            }
            let origin = swiftError(at: -1)
            var error = LuaError(popping: self)
            error.report = LuaReport(message: message, origin: origin, place: place)
            throw error
        }
        try restoreRoom(after: results)
    }

    /// A place as the bridge gives it, `line:source`.
    func place(at index: Int32) -> LuaPlace? {
        guard let text = lossyString(at: index), let colon = text.firstIndex(of: ":"), let line = Int(text[..<colon])
        else { return nil }
        return LuaPlace(source: String(text[text.index(after: colon)...]), line: line)
    }

    /// Compiles a chunk and pushes it as a function.
    ///
    /// - Parameters:
    ///   - name: `@file`, `=name`, or the code itself, as for Lua's `load`.
    ///   - mode: `t` for text, `b` for bytecode, `bt` for both.
    /// - Throws: a ``LuaError`` with Lua's message.
    public func load(_ code: [UInt8], name: String, mode: String = "t") throws {
        guard bridge_load(pointer, code, code.count, name, mode) == LUA_OK else { throw popError() }
    }

    /// Compiles a file and pushes it as a function; nil reads standard input.
    ///
    /// - Parameter mode: `t` for text, `b` for bytecode, `bt` for both.
    /// - Throws: a ``LuaError`` with Lua's message.
    public func loadFile(_ path: [UInt8]?, mode: String = "bt") throws {
        guard bridge_loadfile(pointer, path.map { $0 + [0] }, mode) == LUA_OK else { throw popError() }
    }

    /// Compiles and runs a chunk, and pushes its results; nil keeps all of them.
    public func run(_ code: String, name: String = "=(swift)", results: Int? = 0) throws {
        try load(Array(code.utf8), name: name)
        try call(arguments: 0, results: results)
    }
}

// These run metamethods and are protected.
extension LuaStack {
    /// Pushes a global variable.
    public func getGlobal(_ name: String) throws {
        checkRoom(for: 2)
        guard bridge_getglobal(pointer, name) == LUA_OK else { throw popError() }
    }

    /// Pops a value into a global variable.
    public func setGlobal(_ name: String) throws {
        checkRoom(for: 2)
        guard bridge_setglobal(pointer, name) == LUA_OK else { throw popError() }
    }

    /// Pushes the value at `index` as a string, by Lua's `tostring`.
    public func pushString(of index: Int32) throws {
        checkRoom(for: 2)
        guard bridge_tostring(pointer, index) == LUA_OK else { throw popError() }
    }

    /// Pushes the items of the global table `arg`, the arguments of a script; returns how many there are.
    package func pushScriptArguments() throws -> Int {
        let count = bridge_push_arguments(pointer)
        guard count >= 0 else { throw popError() }
        try restoreRoom(after: nil)
        return Int(count)
    }

    /// Sends a warning; `@on` and `@off` switch them.
    package func warn(_ message: String) {
        lua_warning(pointer, message, 0)
    }
}
