internal import CLua
internal import CLuaBridge
internal import Platform

/// A Lua function that runs in a coroutine of its own, beside others.
///
/// Tasks form a tree: a task ends only when all those it started have ended, and cancelling it cancels them.
///
/// ```swift
/// stack.push { stack in
///     let task = try stack.spawn(arguments: Int(stack.top) - 1)
///     return stack.wait(for: task)
/// }
/// ```
public final class LuaTask {
    private let scheduler: Scheduler
    /// Where it runs, and its results are; nil once it has ended without any.
    private var coroutine: TaskCoroutine?
    /// That of its coroutine: only before it has ended, or where it has left something.
    var stack: LuaStack {
        guard let coroutine else { preconditionFailure("a task without results has no stack any more") }
        return coroutine.stack
    }
    var id: TaskTree.ID
    /// What the group calls it.
    let number: Int64
    /// How many values on top of its stack are for the function; once it has started, its results.
    var count: Int32
    var hasStarted = false
    /// How it ended: with its results on top of its stack, or with the frames and the place of the failure, and the error.
    private(set) var end: TaskTree.End?
    /// Called once it has ended.
    var onEnd: (() -> Void)?
    /// What `os.exit` was called with, if that ends it.
    var exitStatus: Int32?
    /// When its present wait began, in seconds of the clock that never goes back.
    var waitStart = 0.0

    init(popping arguments: Int32, from source: LuaStack, by scheduler: Scheduler, number: Int64) throws {
        self.scheduler = scheduler
        let coroutine = try scheduler.coroutines.take() ?? TaskCoroutine(of: source)
        self.coroutine = coroutine
        count = arguments
        id = scheduler.tree.root
        self.number = number
        // And for the error of a task that is cancelled before it starts.
        guard coroutine.stack.reserve(Int(arguments) + 16) else { throw LuaError("too many arguments") }
        lua_xmove(source.pointer, coroutine.stack.pointer, arguments + 1)
    }

    deinit { giveBack() }

    /// Its function, and all tasks that it started, are over.
    func finish(as end: TaskTree.End) {
        self.end = end
        // Most tasks are over long before the collector finds that nobody asks for them any more.
        if end == .succeeded, count == 0 { giveBack() }
        onEnd?()
        onEnd = nil
    }

    private func giveBack() {
        guard let coroutine else { return }
        self.coroutine = nil
        scheduler.coroutines.give(coroutine)
    }

    /// What the task is doing, in one word.
    public enum Status: String, Sendable {
        /// It runs, or can.
        case ready
        /// It waits for time, work or another task.
        case waiting
        /// It has ended with results.
        case done
        /// It has ended with an error.
        case failed
        /// It was cancelled before it had ended.
        case cancelled
    }

    /// What the task is doing.
    public var status: Status {
        switch end {
        case nil: scheduler.tree.isWaiting(id) ? .waiting : .ready
        case .succeeded: .done
        case .failed: .failed
        case .cancelled: .cancelled
        }
    }

    /// What the task is doing, for people: `waiting 3 s`, `failed: …`.
    public var summary: String {
        switch status {
        case .waiting:
            return "waiting \(Int(max(0, Deadline.uptime - waitStart))) s"
        case .failed:
            let message = (stack.swiftError(at: -1) as? any CustomStringConvertible)?.description
            let text = message ?? stack.bytes(at: -1).map { String(escapingInvalid: $0) }
            return "failed" + (text.map { ": \($0.prefix { $0 != "\n" }.prefix(100))" } ?? "")
        case .ready, .done, .cancelled:
            return status.rawValue
        }
    }

    /// Pushes copies of its results on another stack of the same state, or of the frames, the place and the error; says how
    /// many.
    func pushEnd(on target: LuaStack) throws -> Int {
        let count = end == .succeeded ? count : 3
        if count == 0 { return 0 }
        guard target.reserve(Int(count)), stack.reserve(Int(count)) else { throw LuaError("too many results") }
        for _ in 0..<count {
            // Each copy lands on top, so the next value is always `count` below it.
            stack.pushCopy(of: -count)
        }
        lua_xmove(stack.pointer, target.pointer, count)
        return Int(count)
    }

    /// What a function answers that waited for its end.
    func reply(on target: LuaStack) throws -> LuaReply {
        let count = try pushEnd(on: target)
        if end == .succeeded { return .results(count) }
        bridge_note_trace(target.pointer)
        return .raise
    }

    func error(on target: LuaStack) throws -> any Error {
        _ = try pushEnd(on: target)
        let place = target.place(at: -2)
        let frames = target.bytes(at: -3) ?? []
        let origin = target.swiftError(at: -1)
        var error = LuaError(popping: target)
        target.pop(2)
        error.report = LuaReport(
            message: Array("\(error.message)\nstack traceback:".utf8) + frames,
            origin: origin,
            place: place
        )
        return error
    }
}

/// Tasks whose ends are taken one by one, in the order they come.
package final class LuaTaskGroup {
    let id: TaskTree.ID
    private let scheduler: Scheduler

    init(_ scheduler: Scheduler) {
        self.scheduler = scheduler
        id = scheduler.change { $0.openGroup() }
    }

    deinit {
        scheduler.change { $0.drop(id) }
    }
}
