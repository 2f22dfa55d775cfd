internal import DequeModule

/// Tasks whose ends are taken one by one, in the order they come.
public final class LuaTaskGroup {
    var ended = Deque<LuaTask>()
    /// Those that have not ended.
    var live: [ObjectIdentifier: LuaTask] = [:]
    /// The wait for the next end.
    var waiting: Int64?

    /// An empty group.
    public init() {}
}

extension LuaStack {
    /// Pops a function and its arguments and makes them a task of `group`, called `number` there.
    public func spawn(arguments: Int, in group: LuaTaskGroup, number: Int64) throws {
        let task = try state.scheduler.spawn(arguments: arguments, on: self, group: group, number: number)
        group.live[ObjectIdentifier(task)] = task
    }

    /// Waits for the next task of the group to end: gives its number, whether it succeeded, and its first result or error.
    ///
    /// Gives nothing when none is left.
    public func next(of group: LuaTaskGroup) throws -> LuaReply {
        if let task = group.ended.popFirst() { return .results(try pushEnd(of: task)) }
        if group.live.isEmpty { return .results(0) }
        return .wait(
            LuaWait(onEnd: { ticket, _ in group.waiting = ticket }) { stack in
                group.waiting = nil
                guard let task = group.ended.popFirst() else { return 0 }
                return try stack.pushEnd(of: task)
            }
        )
    }

    /// Cancels the tasks of the group that have not ended, and waits for them; cancellation does not end this wait.
    public func close(_ group: LuaTaskGroup) -> LuaReply {
        for task in group.live.values {
            task.isObserved = true
            state.scheduler.cancel(task)
        }
        if group.live.isEmpty { return .results(0) }
        return .wait(
            LuaWait(isShielded: true, onEnd: { ticket, scheduler in scheduler.onEmpty(group, finish: ticket) }) { _ in 0
            }
        )
    }

    private func pushEnd(of task: LuaTask) throws -> Int {
        push(task.number)
        let top = top
        do {
            let count = try task.pushResults(on: self)
            if count == 0 { pushNil() }
            pop(self.top - top - 1)
            push(true)
        } catch {
            push(error: error)
            push(false)
        }
        insert(at: top + 1)
        return 3
    }
}
