/// Lua in a Swift program: an actor that owns a Lua state and the thread it runs on.
///
/// ```swift
/// let lua = try await LuaInterpreter(libraries: .safe)
/// try await lua.register("shout") { (text: String) in text.uppercased() }
/// try await lua.run("function greet(name) return shout('hello ' .. name) end")
/// let text: String = try await lua.call("greet", "Ada")
/// ```
///
/// - Runs and calls are Lua tasks: while one waits others run, also those of functions that are called from Lua and call the
///   interpreter again. A script that computes keeps the others of its interpreter waiting, but no other interpreter.
/// - Cancelling the Swift task that waits for a run or call ends what it runs by force: no `pcall` can continue. It then throws
///   `CancellationError`. Finalizers, message handlers of `xpcall` and single calls of native functions run to their end.
/// - Everything else that goes wrong is a ``LuaError``. It outlives the interpreter: an error table is in its `value` as a copy.
/// - `os.exit` ends the run or call with an error of code `exit`, never the process.
///
/// The thread lives as long as the interpreter. A registered function that refers to its interpreter keeps it alive.
public actor LuaInterpreter {
    let executor: LuaExecutor
    let limits: LuaLimits
    /// What compiles files: bytecode can break the interpreter.
    let mode: String
    var output: (@Sendable (String) -> Void)?

    /// The thread that owns the state.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Makes a Lua state on a thread of its own.
    ///
    /// - Throws: ``LuaError`` of code `setup` if there is no memory or no thread for it.
    public init(libraries: LuaLibraries = .safe, limits: LuaLimits = LuaLimits()) async throws {
        try await self.init(libraries, limits) { stack in
            if libraries == .safe { try stack.restrict() }
        }
    }

    /// - Parameter prepare: is called with all libraries open; it restricts the state where they are to be safe.
    package init(
        _ libraries: LuaLibraries,
        _ limits: LuaLimits,
        prepare: @Sendable (LuaStack) throws -> Void
    ) async throws {
        executor = try await LuaExecutor.start()
        self.limits = limits
        mode = libraries == .all ? "bt" : "t"
        try open(ignoringEnvironment: libraries != .all)
        try prepare(executor.stack)
        executor.stack.state.limitMemory(to: limits.memory)
    }

    deinit { executor.close() }

    private func open(ignoringEnvironment: Bool) throws {
        let stack = executor.stack
        let state = stack.state
        try state.openLibraries(ignoringEnvironment: ignoringEnvironment)
        state.useGenerationalCollector()
        try stack.replaceExit()
        try stack.redirectOutput { [weak self] text in
            // Lua's thread is the actor's.
            self?.assumeIsolated { $0.write(text) }
        }
    }

    private func write(_ text: [UInt8]) {
        if let output {
            output(String(decoding: text, as: UTF8.self))
        } else {
            LuaStreams.write(text)
        }
    }

    /// Sends what scripts write with `print` and `io.write` to `body`, as the text that the program's output would get: each
    /// `print` with its newline, and bytes that are not UTF-8 replaced.
    ///
    /// It is called on Lua's thread, so it must not block. Without it the text goes to standard output.
    public func onOutput(_ body: @escaping @Sendable (_ text: String) -> Void) {
        output = body
    }

    /// Gives access to the Lua stack, for what this actor has no function for.
    ///
    /// It is that of the thread's present place: `body` leaves it as it was. What waits in it keeps all other scripts waiting.
    public func withStack<Value>(_ body: (LuaStack) throws -> Value) throws -> Value {
        let stack = executor.stack
        let bottom = stack.top
        defer { stack.pop(stack.top - bottom) }
        return try body(stack)
    }

    /// The bytes that Lua has allocated.
    public var memoryUsed: Int { executor.stack.state.memoryUsed }
}
