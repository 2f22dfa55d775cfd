internal import CLuaBridge

// What hosted states have besides, or in place of what there is.
extension LuaStack {
    /// Pushes a global variable, or a field of tables below one: `a.b.c`; no metamethod runs.
    @discardableResult
    func pushField(_ name: String) -> LuaType {
        pushGlobals()
        for part in name.split(separator: ".", omittingEmptySubsequences: false) {
            guard type(at: -1) == .table else {
                pop()
                pushNil()
                return .nil
            }
            getRaw(String(part), in: -1)
            remove(at: -2)
        }
        return type(at: -1)
    }

    /// Makes `os.exit` end the run or call that it is called in.
    func replaceExit() throws {
        try setField("exit", of: "os") { stack in
            let status = try stack.exitStatus(at: 1)
            _ = stack.state.scheduler.exit(status, on: stack)
            var error = LuaError(.exit, "the script has called os.exit")
            error.exitStatus = status
            throw error
        }
    }

    private func exitStatus(at index: Int32) throws -> Int32 {
        if isNoneOrNil(index) { return 0 }
        if let succeeds = boolean(at: index) { return succeeds ? 0 : 1 }
        guard let number = integer(at: index) else { throw LuaError.expected("number", at: Int(index), on: self) }
        return Int32(truncatingIfNeeded: number)
    }

    private func setField(_ name: String, of library: String, _ body: @escaping LuaFunction) throws {
        try getGlobal(library)
        push(function: body)
        setRaw(name, in: -2)
        pop()
    }

    /// Sends what scripts write to standard output to `body`; before a state is restricted.
    package func redirectOutput(to body: @escaping ([UInt8]) -> Void) throws {
        try load(PackageResources.output_lua, name: "=\(Self.ownChunk)")
        push { stack in
            body(stack.bytes(at: 1) ?? [])
            return .results(0)
        }
        try call(arguments: 1, results: 0)
        state.output = body
    }

    /// Writes to standard output, or to where it was redirected, as the script's own `print` does.
    package func writeOutput(_ bytes: [UInt8]) {
        if let output = state.output { output(bytes) } else { LuaStreams.write(bytes) }
    }

    /// Takes from the state all that reaches beyond it.
    func restrict() throws {
        pushTable(fields: 8)
        for name in ["open", "remove", "rename", "tmpname", "source"] {
            push { stack in
                stack.pushNil()
                stack.push("a restricted script may not use files")
                return .results(2)
            }
            setRaw(name, in: -2)
        }
        for name in ["getenv", "exists"] {
            push { stack in
                stack.pushNil()
                return .results(1)
            }
            setRaw(name, in: -2)
        }
        try restrictToNatives()
    }

    /// Pops a table of the functions that `restricted.lua` describes, and takes from the state all else that reaches beyond it.
    package func restrictToNatives() throws {
        try load(PackageResources.restricted_lua, name: "=\(Self.ownChunk)")
        insert(at: -2)
        try call(arguments: 1, results: 0)
    }

    /// The error of a task, from the frames, the place and the value that ``LuaTask/pushEnd(on:)`` has pushed.
    ///
    /// - Returns: the error, and the value if code of the script says how it is shown.
    func takeRaised() -> (LuaError, LuaReference?) {
        let place = self.place(at: -2)
        let frames = bytes(at: -3) ?? []
        let origin = swiftError(at: -1)
        let value = (try? copy(at: -1)) ?? self.value(at: -1)
        var message = value.string ?? lossyString(at: -1) ?? "(error object is a \(type(at: -1).name) value)"
        if case .integer(let number) = value { message = "\(number)" }
        if case .number(let number) = value { message = "\(number)" }
        var object: LuaReference?
        if let origin {
            message = value.table?["message"]?.string ?? "\(origin)"
        } else if isShownByScript(at: -1) {
            object = LuaReference(to: -1, on: self)
        }
        let isMemory = message == "not enough memory" && value.bytes != nil
        var error = (origin as? LuaError) ?? (isMemory ? .outOfMemory : LuaError(.raised, message))
        error.value = value
        error.report = LuaReport(
            message: Array("\(message)\nstack traceback:".utf8) + frames,
            origin: origin,
            place: place
        )
        return (error, object)
    }

    private func isShownByScript(at index: Int32) -> Bool {
        guard [.table, .userdata].contains(type(at: index)), pushMetatable(of: index) else { return false }
        defer { pop(2) }
        return getRaw("__tostring", in: -1) != .nil
    }
}

extension LuaError {
    /// The same error with another message.
    func saying(_ message: String) -> LuaError {
        var error = LuaError(code, message, hint: hint)
        (error.value, error.report) = (value, report)
        return error
    }
}
