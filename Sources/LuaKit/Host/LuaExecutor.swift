internal import Platform
internal import Synchronization

/// Runs the code of an actor on the thread of a Lua state.
///
/// The thread runs the state's scheduler: jobs come through the inbox of the state, between the turns of its tasks, also while
/// a task waits in place.
final class LuaExecutor: SerialExecutor {
    private struct Inbox {
        var ticket: TaskTree.ID?
        /// What came before the thread was ready.
        var early: [UnownedJob] = []
    }

    let handle: LuaHandle
    private let thread = SystemThread.current
    private let inbox = Mutex(Inbox())
    // Written and read on Lua's thread only, where all jobs run.
    private nonisolated(unsafe) var present: LuaStack?

    private init(_ handle: LuaHandle) {
        self.handle = handle
    }

    /// Makes a state on a new thread, which ends with ``close()``.
    static func start() async throws -> LuaExecutor {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try LuaThread.start(blocksSignals: true) {
                    var hasStarted = false
                    let result = LuaThread.withState { state in
                        let executor = LuaExecutor(state.handle)
                        state.stack.push { _ in
                            .wait(
                                executor.wait {
                                    hasStarted = true
                                    continuation.resume(returning: executor)
                                }
                            )
                        }
                        try state.stack.call(arguments: 0, results: 0)
                    }
                    // Once it has started nothing fails: the wait is shielded, and jobs throw nothing.
                    if !hasStarted, case .failure(let error) = result { continuation.resume(throwing: error) }
                }
                .detach()
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    private func wait(onStart: @escaping () -> Void) -> LuaWait {
        LuaWait(
            inbox: { [self] ticket in
                let early = inbox.withLock { inbox in
                    defer { inbox.early = [] }
                    inbox.ticket = ticket
                    return inbox.early
                }
                for job in early { handle.post(.event(ticket, job)) }
                onStart()
            },
            receiving: { [self] (job: UnownedJob, stack: LuaStack) in
                let outer = present
                present = stack
                job.runSynchronously(on: asUnownedSerialExecutor())
                present = outer
            }
        )
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let ticket = inbox.withLock { inbox in
            if inbox.ticket == nil { inbox.early.append(job) }
            return inbox.ticket
        }
        if let ticket { handle.post(.event(ticket, job)) }
    }

    /// Scripts run on this thread too, and what they call may use the actor.
    func checkIsolated() {
        precondition(thread == .current, "a Lua interpreter is used by a thread other than its own")
    }

    /// The stack of the job that runs.
    var stack: LuaStack {
        guard let present else { preconditionFailure("a Lua state is used by a thread other than its own") }
        return present
    }

    /// The actor is gone, so no job comes any more: the state closes and its thread ends.
    func close() {
        guard let ticket = inbox.withLock({ $0.ticket }) else { return }
        handle.post(.finished(ticket, .success(())))
    }
}
