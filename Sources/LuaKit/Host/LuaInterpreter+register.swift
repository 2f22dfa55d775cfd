extension LuaInterpreter {
    /// Makes a Swift function a global function of scripts.
    ///
    /// ```swift
    /// try await lua.register("shout") { (text: String) in text.uppercased() }
    /// try await lua.register("size") { (path: String) throws -> (Int, Int) in try sizeOfImage(path) }
    /// ```
    ///
    /// Arguments and results are converted as for ``call(_:_:)``; an optional parameter may be left out. A wrong argument
    /// raises Lua's own message, `bad argument #1 to 'shout' (string expected, got nil)`. What the function throws is raised as
    /// an error table with the field `message`, or what ``LuaErrorConvertible`` says; if no script catches it, it is
    /// ``LuaError/underlying`` of the error.
    ///
    /// A `Double` may be infinite or not a number, which conversions such as `Int(_:)` and `Duration.seconds(_:)` do not
    /// survive: limit it first.
    ///
    /// It runs on Lua's thread, so it must not block.
    public func register<each Parameter: Decodable & Sendable, each Result: Encodable & Sendable>(
        _ name: String,
        _ body: @escaping @Sendable (repeat each Parameter) throws -> (repeat each Result)
    ) throws {
        try define(name) { stack in
            var place: Int32 = 0
            let results = try body(repeat try stack.argument((each Parameter).self, &place))
            return .results(try stack.push(results: repeat each results))
        }
    }

    /// Makes an asynchronous Swift function a global function of scripts.
    ///
    /// ```swift
    /// try await lua.register("nap") { (seconds: Double) async throws in
    ///     try await Task.sleep(for: .seconds(max(0, min(seconds, 1e9))))
    /// }
    /// ```
    ///
    /// For scripts it is a function like any other. While it waits other scripts and tasks run; when its script is cancelled,
    /// so is its Swift task.
    public func register<each Parameter: Decodable & Sendable, each Result: Encodable & Sendable>(
        _ name: String,
        _ body: @escaping @Sendable (repeat each Parameter) async throws -> (repeat each Result)
    ) throws {
        try define(name) { stack in
            var place: Int32 = 0
            let arguments = (repeat try stack.argument((each Parameter).self, &place))
            return .wait(
                for: { try await body(repeat each arguments) },
                deliver: { results, stack in try stack.push(results: repeat each results) }
            )
        }
    }

    private func define(_ name: String, _ body: @escaping LuaFunction) throws {
        try withStack { stack in
            stack.pushGlobals()
            stack.push(function: body)
            stack.setRaw(name, in: -2)
        }
    }
}

extension LuaStack {
    /// The next argument, converted.
    fileprivate func argument<Value: Decodable>(_ type: Value.Type, _ place: inout Int32) throws -> Value {
        place += 1
        do {
            return try LuaDecoder.decode(type, from: place <= top ? try copy(at: place) : .nil)
        } catch {
            throw LuaError.argument(Int(place), LuaError.reason(of: error))
        }
    }

    fileprivate func push<each Value: Encodable>(results: repeat each Value) throws -> Int {
        var values: [LuaValue] = []
        for result in repeat each results {
            do {
                values.append(try LuaEncoder.encode(result))
            } catch {
                throw LuaError.conversion(error, of: "a result")
            }
        }
        for value in values { push(value) }
        return values.count
    }
}
