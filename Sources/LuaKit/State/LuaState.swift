internal import CLua
internal import CLuaBridge
internal import Platform

/// A Lua 5.4 state, used only from the thread that created it.
///
/// It is not `Sendable`: other threads reach it through `handle` only. Make one with ``LuaThread/run(_:)``, which gives
/// it a thread with a stack large enough for Lua's nested calls.
public final class LuaState {
    /// The main state's stack.
    public let stack: LuaStack
    /// What other threads may do with this state.
    public let handle: LuaHandle
    let scheduler = Scheduler()
    /// Where what scripts write goes, in place of standard output.
    var output: (([UInt8]) -> Void)?
    private let thread = SystemThread.current

    init() throws(LuaError) {
        let host = bridge_Host(
            owner: nil,
            invoke: luaInvoke,
            run: luaRun,
            take: luaTake,
            release: luaRelease,
            look: luaLook
        )
        guard let pointer = bridge_newstate(host) else {
            throw LuaError(.setup, "cannot create a Lua state: not enough memory")
        }
        stack = LuaStack(pointer)
        handle = LuaHandle(context: bridge_context(pointer))
        bridge_set_owner(pointer, Unmanaged.passUnretained(self).toOpaque())
        stack.pushOwnerMetatable(name: "function")
        lua_rawsetp(pointer, clua_registryindex(), registryKey(of: FunctionBox.self))
        stack.prepareErrors()
        JSONMark.prepare(stack)
    }

    /// Opens the standard libraries, with `coroutine` and `os.exit` as the scheduler needs them.
    ///
    /// - Parameter ignoringEnvironment: whether `package` ignores `LUA_PATH` and `LUA_CPATH`, as for option `-E`.
    public func openLibraries(ignoringEnvironment: Bool = false) throws {
        if ignoringEnvironment {
            stack.push(true)
            stack.setRaw("LUA_NOENV", in: clua_registryindex())
        }
        lua_pushcclosure(stack.pointer, bridge_openlibs, 0)
        try stack.call(arguments: 0, results: 0)
    }

    /// Uses the generational collector, as the stand-alone interpreter does.
    ///
    /// Set it once: re-entering the mode has bugs.
    public func useGenerationalCollector() {
        bridge_use_generational_gc(stack.pointer)
    }

    /// Runs the pending `__close` and `__gc` and frees everything; the state cannot be used afterwards.
    func close() {
        scheduler.close()
        handle.retire()
        bridge_close(stack.pointer)
    }

    /// Traps in debug builds when another thread than the state's own uses it.
    func checkThread() {
        assert(thread == .current, "a Lua state is used by a thread other than its own")
    }

    static func owning(_ pointer: OpaquePointer) -> LuaState {
        // The owner is set right after creation and outlives the state.
        Unmanaged<LuaState>.fromOpaque(bridge_owner(pointer)).takeUnretainedValue()
    }
}

/// The version of the Lua library.
public enum LuaVersion {
    /// The line that `lua -v` prints.
    public static let copyright = String(cString: clua_copyright())
    /// The release, such as `Lua 5.4.4`.
    public static let release = copyright.split(separator: " ").prefix(2).joined(separator: " ")
}
