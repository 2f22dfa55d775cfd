extension LuaInterpreter {
    /// Runs a chunk.
    ///
    /// - Parameter name: what messages call it.
    /// - Throws: ``LuaError``, or `CancellationError` if the Swift task is cancelled.
    public func run(_ source: String, name: String = "script") async throws {
        _ = try await perform { stack in
            try stack.load(Array(source.utf8), name: "=\(name)")
            return 0
        }
    }

    /// Runs a chunk and gives its result, converted; without one that is nil.
    public func run<Result: Decodable & Sendable>(_ source: String, name: String = "script") async throws -> Result {
        try Self.result(
            await perform { stack in
                try stack.load(Array(source.utf8), name: "=\(name)")
                return 0
            },
            of: name
        )
    }

    /// Runs a file.
    ///
    /// - Throws: ``LuaError``, also if the file cannot be read, or `CancellationError` if the Swift task is cancelled.
    public func run(file path: String) async throws {
        _ = try await perform { [mode] stack in
            try stack.loadFile(Array(path.utf8), mode: mode)
            return 0
        }
    }

    /// Runs a file and gives its result, converted; without one that is nil.
    public func run<Result: Decodable & Sendable>(file path: String) async throws -> Result {
        try Self.result(
            await perform { [mode] stack in
                try stack.loadFile(Array(path.utf8), mode: mode)
                return 0
            },
            of: path
        )
    }

    /// Calls a global function, or one in a table: `handlers.on_video`.
    ///
    /// ```swift
    /// try await lua.call("on_video", Video(uri: uri, tags: ["talk"]))
    /// ```
    ///
    /// Structures and dictionaries become tables, arrays lists, `[UInt8]` a string, nil an absent field.
    ///
    /// - Throws: ``LuaError``, of code `missing` if there is no such function, or `CancellationError` if the Swift task is
    ///   cancelled.
    public func call<each Argument: Encodable & Sendable>(
        _ name: String,
        _ arguments: repeat each Argument
    ) async throws {
        _ = try await perform(name, repeat each arguments)
    }

    /// Calls a function and gives its result, converted; without one that is nil.
    ///
    /// ```swift
    /// let title: String = try await lua.call("on_video", uri)
    /// ```
    ///
    /// - Throws: also ``LuaError`` of code `conversion` for a result that does not fit.
    public func call<Result: Decodable & Sendable, each Argument: Encodable & Sendable>(
        _ name: String,
        _ arguments: repeat each Argument
    ) async throws -> Result {
        try Self.result(await perform(name, repeat each arguments), of: name)
    }

    /// Whether there is a function of that name to call.
    public func has(function name: String) throws -> Bool {
        try withStack { $0.pushField(name) == .function }
    }

    /// Sets a global variable.
    public func set<Value: Encodable & Sendable>(_ name: String, to value: Value) throws {
        let value = try Self.encode(value, "the value of \(name)")
        try withStack { stack in
            stack.pushGlobals()
            stack.push(value)
            stack.setRaw(name, in: -2)
        }
    }

    /// The value of a global variable, or of one in a table: `settings.folder`.
    ///
    /// - Throws: ``LuaError`` of code `conversion` if it does not fit.
    public func get<Value: Decodable & Sendable>(_ name: String) throws -> Value {
        let value = try withStack { stack in
            stack.pushField(name)
            return try stack.copy(at: -1)
        }
        do {
            return try LuaDecoder.decode(Value.self, from: value)
        } catch {
            throw LuaError.conversion(error, of: name)
        }
    }

    private func perform<each Argument: Encodable & Sendable>(
        _ name: String,
        _ arguments: repeat each Argument
    ) async throws -> [LuaValue] {
        var values: [LuaValue] = []
        for argument in repeat each arguments {
            values.append(try Self.encode(argument, "argument #\(values.count + 1) of \(name)"))
        }
        return try await perform { [values] stack in
            if stack.pushField(name) == .nil {
                throw LuaError(.missing, "there is no function \(name)", hint: "run the script that defines it first")
            }
            guard stack.reserve(values.count + 10) else { throw LuaError(.stack, "too many arguments") }
            for value in values { stack.push(value) }
            return values.count
        }
    }

    private static func encode<Value: Encodable>(_ value: Value, _ what: String) throws -> LuaValue {
        do { return try LuaEncoder.encode(value) } catch { throw LuaError.conversion(error, of: what) }
    }

    private static func result<Result: Decodable>(_ values: [LuaValue], of name: String) throws -> Result {
        do {
            return try LuaDecoder.decode(Result.self, from: values.first ?? .nil)
        } catch {
            throw LuaError.conversion(error, of: "the result of \(name)")
        }
    }
}

// Calls as Lua tasks.
extension LuaInterpreter {
    /// Runs a function as a task.
    ///
    /// - Parameter push: pushes the function and its arguments, and says how many these are.
    /// - Returns: copies of the results.
    private func perform(_ push: (LuaStack) throws -> Int) async throws -> [LuaValue] {
        try Task.checkCancellation()
        let call = HostedCall(executor.handle)
        let timer = limits.timer.map { time in
            Task.detached {
                try await Task.sleep(for: time)
                call.end(for: .timedOut)
            }
        }
        defer { timer?.cancel() }
        return try await withTaskCancellationHandler {
            let task = try await finish(call, push)
            if task.end == .succeeded { return try results(of: task) }
            if let status = task.exitStatus {
                var error = LuaError(.exit, "the script has called os.exit(\(status))")
                error.exitStatus = status
                throw error
            }
            if call.reason == nil {
                let error = try await failure(of: task, in: call)
                // What gives its text is code of the script, which is ended for the same reasons.
                if call.reason == nil { throw error }
            }
            guard call.reason == .timedOut else { throw CancellationError() }
            throw LuaError(.timedOut, "the script ran longer than its limit")
        } onCancel: {
            call.end(for: .cancelled)
        }
    }

    /// Starts a task and waits for its end.
    private func finish(_ call: HostedCall, _ push: (LuaStack) throws -> Int) async throws -> LuaTask {
        let task = try withStack { stack in try stack.spawn(arguments: try push(stack)) }
        let scheduler = executor.stack.state.scheduler
        // Its error is asked for here.
        scheduler.change { $0.see(task.id) }
        call.begin(task.id)
        await withCheckedContinuation { continuation in
            task.onEnd = { continuation.resume() }
        }
        return task
    }

    private func results(of task: LuaTask) throws -> [LuaValue] {
        try withStack { stack in
            let count = try task.pushEnd(on: stack)
            guard stack.reserve(20) else { throw LuaError(.stack, "too many results") }
            return try (0..<count).map { try stack.copy(at: Int32($0 - count)) }
        }
    }

    /// The error of a task that failed, as a value.
    private func failure(of task: LuaTask, in call: HostedCall) async throws -> LuaError {
        let (raised, object) = try withStack { stack in
            _ = try task.pushEnd(on: stack)
            return stack.takeRaised()
        }
        guard let object else { return raised }
        // The error's own `__tostring` is code of the script, which may take long or fail.
        let text = try await finish(call) { stack in
            stack.push { stack in
                try stack.pushString(of: 1)
                return .results(1)
            }
            object.push(on: stack)
            return 1
        }
        guard text.end == .succeeded, let message = try results(of: text).first?.bytes else { return raised }
        return raised.saying(String(decoding: message, as: UTF8.self))
    }
}
