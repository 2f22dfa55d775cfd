internal import CLuaBridge

extension LuaStack {
    /// Pops a function and its arguments and makes them a task, which starts at the next wait.
    public func spawn(arguments: Int) throws -> LuaTask {
        try state.scheduler.spawn(arguments: arguments, on: self)
    }

    /// Waits for the end of a task; delivers its results or raises its error.
    public func wait(for task: LuaTask) -> LuaReply {
        .wait(
            LuaWait(.tasks(.end(task.id))) { stack in
                stack.state.scheduler.change { $0.see(task.id) }
                return try task.reply(on: stack)
            }
        )
    }

    /// Cancels a task and those it started: their present or next waits, and every later one, raise.
    public func cancel(_ task: LuaTask) {
        state.scheduler.change {
            $0.cancel(task.id)
            $0.see(task.id)
        }
    }

    /// Whether the main chunk has started tasks that have not ended, or that failed with nobody seeing it.
    package var hasTasks: Bool {
        let tree = state.scheduler.tree
        return !tree.isEmpty(tree.root) || tree.hasEnded(in: tree.root)
    }

    package var startedTasks: Int { state.scheduler.tree.lastNumber }

    /// Cancels the tasks that the main chunk started when there had been so many already.
    package func cancelTasks(after count: Int = 0) {
        state.scheduler.change { $0.cancelChildren(of: $0.root, after: count) }
    }

    /// The first error of a task of the main chunk that nobody waits for, once; it is a ``LuaError`` with a report.
    package func takeUnseenTaskError() -> (any Error)? {
        let scheduler = state.scheduler
        return scheduler.takeEnded(of: scheduler.tree.root).map { task in
            do { return try task.error(on: self) } catch { return error }
        }
    }

    /// Waits for all tasks that the main chunk has started.
    ///
    /// - Parameter cancelling: whether they are cancelled first, because the main chunk has failed.
    /// - Returns: a wait that raises the first error nobody has seen.
    package func waitForTasks(cancelling: Bool) -> LuaReply {
        let scheduler = state.scheduler
        if cancelling { cancelTasks() }
        return .wait(
            LuaWait(.tasks(.empty(scheduler.tree.root)), isShielded: cancelling) { stack in
                guard !cancelling, let task = scheduler.takeEnded(of: scheduler.tree.root) else { return .results(0) }
                return try task.reply(on: stack)
            }
        )
    }
}

// Groups.
extension LuaStack {
    package func openTaskGroup() -> LuaTaskGroup { LuaTaskGroup(state.scheduler) }

    /// Pops a function and its arguments and makes them a task of `group`, called `number` there.
    package func spawn(arguments: Int, in group: LuaTaskGroup, number: Int64) throws {
        _ = try state.scheduler.spawn(arguments: arguments, on: self, group: group, number: number)
    }

    /// Waits for the next task of the group to end: gives its number, then true and its first result, or false, its error,
    /// and for ``raise()`` the frames and the place of the failure.
    ///
    /// Gives nothing when none is left.
    package func next(of group: LuaTaskGroup) throws -> LuaReply {
        if let task = state.scheduler.takeEnded(of: group.id) { return .results(try pushEnd(of: task)) }
        if state.scheduler.tree.isEmpty(group.id) { return .results(0) }
        return .wait(LuaWait(.tasks(.next(group.id))) { stack in try stack.next(of: group) })
    }

    /// Cancels the tasks of the group that have not ended, and waits for them; cancellation does not end this wait.
    package func close(_ group: LuaTaskGroup) -> LuaReply {
        state.scheduler.change {
            $0.cancelChildren(of: group.id)
            $0.drop(group.id)
        }
        if state.scheduler.tree.isEmpty(group.id) { return .results(0) }
        return .wait(
            LuaWait(.tasks(.empty(group.id)), isShielded: true) { _ in
                withExtendedLifetime(group) { .results(0) }
            }
        )
    }

    /// Raises the error at index 1 as that of the task whose frames and place are at 2 and 3.
    package func raise() -> LuaReply {
        pop(top - 3)
        pushCopy(of: 1)
        remove(at: 1)
        bridge_note_trace(pointer)
        return .raise
    }

    private func pushEnd(of task: LuaTask) throws -> Int {
        push(task.number)
        push(task.end == .succeeded)
        let first = top + 1
        let count = try task.pushEnd(on: self)
        if task.end == .succeeded {
            if count == 0 { pushNil() }
            pop(top - first)
            return 3
        }
        insert(at: first)
        return 5
    }
}
