internal import CLua
internal import CLuaBridge

/// A Lua function that runs in a coroutine of its own, beside others.
public final class LuaTask {
    enum Phase {
        case unfinished
        case succeeded(results: Int32)
        case failed
    }

    // The anchor keeps the coroutine, and with it its stack, alive.
    private let anchor: LuaReference
    let stack: LuaStack
    var phase = Phase.unfinished
    /// The ticket of the wait it is in, parked or in place.
    var waitingFor: Int64?
    var arguments: Int32
    var isCancelled = false

    /// Pops a function and its arguments off `source`.
    init(popping arguments: Int32, from source: LuaStack) throws {
        // lua_newthread always returns a state; memory cannot run out while Swift runs.
        guard let coroutine = lua_newthread(source.pointer) else { throw LuaError("not enough memory") }
        anchor = LuaReference(popping: source)
        stack = LuaStack(coroutine)
        self.arguments = arguments
        guard stack.reserve(Int(arguments) + 1) else { throw LuaError("too many arguments") }
        lua_xmove(source.pointer, coroutine, arguments + 1)
    }

    /// Whether the function has returned or raised.
    public var isDone: Bool {
        switch phase {
        case .succeeded, .failed: true
        case .unfinished: false
        }
    }

    /// Pushes copies of the results on another stack of the same state, or throws the task's error.
    func pushResults(on target: LuaStack) throws -> Int {
        switch phase {
        case .succeeded(let results):
            guard target.reserve(Int(results)), stack.reserve(Int(results)) else { throw LuaError("too many results") }
            for _ in 0..<results {
                // Each copy lands on top, so the next value is always `results` below it.
                stack.pushCopy(of: -results)
            }
            lua_xmove(stack.pointer, target.pointer, results)
            return Int(results)
        case .failed:
            stack.pushCopy(of: -1)
            throw stack.popError()
        case .unfinished:
            preconditionFailure("the task has not ended")
        }
    }
}
