extension LuaStack {
    /// Pops a function and its arguments and makes them a task, which starts at the next wait.
    public func spawn(arguments: Int) throws -> LuaTask {
        try state.scheduler.spawn(arguments: arguments, on: self, group: nil, number: 0)
    }

    /// Waits for the end of a task; delivers its results or raises its error.
    public func wait(for task: LuaTask) -> LuaReply {
        task.isObserved = true
        return .wait(
            LuaWait(onEnd: { ticket, scheduler in scheduler.onEnd(of: task, finish: ticket) }) { stack in
                try task.pushResults(on: stack)
            }
        )
    }

    /// Cancels a task and those it started: their present or next waits, and every later one, raise.
    public func cancel(_ task: LuaTask) {
        task.isObserved = true
        state.scheduler.cancel(task)
    }

    /// Whether the main chunk has started tasks that have not ended, or that failed with nobody seeing it.
    public var hasTasks: Bool { state.scheduler.hasChildren }

    /// How many tasks have been started in all.
    public var startedTasks: Int { state.scheduler.startedCount }

    /// Cancels the tasks that the main chunk started when there had been so many already.
    public func cancelTasks(after count: Int) {
        state.scheduler.cancelChildren(after: count)
    }

    /// The first error of a task of the main chunk that nobody waits for, once.
    public func takeUnseenTaskError() -> (any Error)? {
        state.scheduler.takeUnseenError()
    }

    /// Waits for all tasks that the main chunk has started.
    ///
    /// - Parameter cancelling: whether they are cancelled first, because the main chunk has failed.
    /// - Returns: a wait that raises the first error nobody has seen.
    public func waitForTasks(cancelling: Bool) -> LuaReply {
        if cancelling { state.scheduler.cancelChildren() }
        return .wait(
            LuaWait(
                isShielded: cancelling,
                onEnd: { ticket, scheduler in scheduler.onEndOfChildren(finish: ticket) }
            ) { stack in
                if !cancelling, let error = stack.state.scheduler.takeUnseenError() { throw error }
                return 0
            }
        )
    }
}

// The functions the bridge calls; see `luaInvoke`.

let luaRun: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, Int64) -> Void = { _, pointer, ticket in
    guard let pointer else { return }
    let stack = LuaStack(pointer)
    stack.state.scheduler.run(until: ticket, on: stack)
}

let luaTake: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, Int64) -> Int32 = { _, pointer, ticket in
    guard let pointer else { return 0 }
    let stack = LuaStack(pointer)
    do {
        return Int32(try stack.state.scheduler.take(ticket, on: stack))
    } catch {
        return stack.pushForRaising(error)
    }
}
