internal import CLua
internal import CLuaBridge

/// A coroutine in which tasks run, one after another; its anchor keeps it alive.
struct TaskCoroutine {
    let stack: LuaStack
    private let anchor: LuaReference

    init(of source: LuaStack) throws {
        // lua_newthread always returns a state; memory cannot run out while Swift runs.
        guard let pointer = lua_newthread(source.pointer) else { throw LuaError.outOfMemory }
        stack = LuaStack(pointer)
        anchor = LuaReference(popping: source)
    }
}

/// Coroutines of tasks that nobody needs any more, for other tasks.
///
/// Nothing in here runs the collector, which may release a task and so come back.
struct CoroutinePool {
    /// More than run at the same time in most scripts; one takes about a kilobyte.
    private static let maximum = 128

    /// Whether coroutines may be used at all: not once the state closes.
    private let isOpen: Bool
    private var idle: [TaskCoroutine] = []

    init(isOpen: Bool = true) { self.isOpen = isOpen }

    var count: Int { idle.count }

    mutating func take() -> TaskCoroutine? { idle.popLast() }

    /// Keeps a coroutine if it is as good as new.
    mutating func give(_ coroutine: TaskCoroutine) {
        guard isOpen, idle.count < Self.maximum, bridge_is_clean(coroutine.stack.pointer) else { return }
        lua_settop(coroutine.stack.pointer, 0)
        idle.append(coroutine)
    }
}
