internal import CLua
internal import CLuaBridge

/// A Lua function that runs in a coroutine of its own, beside others.
///
/// Tasks form a tree: a task ends only when all those it started have ended, and cancelling it cancels them.
public final class LuaTask {
    enum Phase {
        case unfinished
        /// The function has returned or raised; tasks it started go on.
        case ending(Outcome)
        case ended(Outcome)
    }

    enum Outcome {
        /// So many results are on top of its stack.
        case succeeded(results: Int32)
        /// The error is on top of its stack.
        case failed
    }

    // The anchor keeps the coroutine, and with it its stack, alive.
    private let anchor: LuaReference
    let stack: LuaStack
    /// The task that started it; nil for the main chunk.
    let parent: LuaTask?
    /// How many tasks it is in.
    let depth: Int
    let group: LuaTaskGroup?
    /// What the group calls it.
    let number: Int64
    /// Which one of all tasks it is, from 1.
    var serial = 0
    var children: [ObjectIdentifier: LuaTask] = [:]
    var phase = Phase.unfinished
    var arguments: Int32
    /// The ticket of the wait it is in, parked or in place.
    var waitingFor: Int64?
    var hasStarted = false
    var isCancelled = false
    /// How many waits it has begun though it was cancelled.
    var refusals = 0
    /// Whether it swallows its cancellation, and is ended by force.
    var isStopped: Bool { refusals > LuaTask.maximumRefusals }
    private static let maximumRefusals = 100
    /// Whether somebody has seen how it ended; an error nobody has seen is its parent's.
    var isObserved = false

    /// Pops a function and its arguments off `source`.
    init(
        popping arguments: Int32,
        from source: LuaStack,
        parent: LuaTask?,
        group: LuaTaskGroup?,
        number: Int64
    ) throws {
        // lua_newthread always returns a state; memory cannot run out while Swift runs.
        guard let coroutine = lua_newthread(source.pointer) else { throw LuaError("not enough memory") }
        anchor = LuaReference(popping: source)
        stack = LuaStack(coroutine)
        self.arguments = arguments
        self.parent = parent
        depth = parent.map { $0.depth + 1 } ?? 0
        self.group = group
        self.number = number
        guard stack.reserve(Int(arguments) + 1) else { throw LuaError("too many arguments") }
        lua_xmove(source.pointer, coroutine, arguments + 1)
    }

    /// What the task is doing, in one word.
    public enum Status: String, Sendable {
        /// It can run, or runs.
        case ready
        case waiting
        /// It has returned.
        case done
        case failed
        case cancelled
    }

    /// What the task is doing.
    public var status: Status {
        switch phase {
        case .unfinished: waitingFor == nil ? .ready : .waiting
        case .ending: .waiting
        case .ended(.succeeded): .done
        case .ended(.failed): isCancelled ? .cancelled : .failed
        }
    }

    var hasEnded: Bool {
        if case .ended = phase { return true }
        return false
    }

    var hasFailed: Bool {
        if case .ended(.failed) = phase { return true }
        return false
    }

    /// Pushes copies of the results on another stack of the same state, or throws the task's error.
    func pushResults(on target: LuaStack) throws -> Int {
        isObserved = true
        switch phase {
        case .ended(.succeeded(let results)):
            guard target.reserve(Int(results)), stack.reserve(Int(results)) else { throw LuaError("too many results") }
            for _ in 0..<results {
                // Each copy lands on top, so the next value is always `results` below it.
                stack.pushCopy(of: -results)
            }
            lua_xmove(stack.pointer, target.pointer, results)
            return Int(results)
        case .ended(.failed):
            stack.pushCopy(of: -1)
            throw stack.popError()
        case .unfinished, .ending:
            preconditionFailure("the task has not ended")
        }
    }
}
