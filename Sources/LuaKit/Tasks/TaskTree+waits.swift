// What tasks wait for.
extension TaskTree {
    /// The running task waits.
    ///
    /// - Parameters:
    ///   - isParked: whether it has yielded and is resumed when the wait is over; else it blocks in place.
    ///   - isShielded: whether cancelling does not end the wait.
    mutating func wait(
        for condition: Condition,
        isParked: Bool,
        isShielded: Bool = false
    ) throws(LuaError) -> ID {
        let owner = running.slot
        if nodes[owner].isCancelled, !isShielded {
            nodes[owner].refusals += 1
            throw .cancelled
        }
        let outer = nodes[owner].wait
        let wait = waits.insert(
            Wait(condition: condition, owner: owner, outer: outer, isParked: isParked, isShielded: isShielded)
        )
        nodes[owner].wait = wait.slot
        if condition == .outside {
            pendingCount += 1
        } else if isMet(condition) {
            waits[wait.slot].ending = .done
            makeReady(owner)
        } else {
            listen(wait.slot)
        }
        return wait
    }

    /// A wait just begun is for what a host asks for, if it ever does: without more to wait for it is not a deadlock.
    mutating func idle(in wait: ID) {
        inbox = wait
        pendingCount -= 1
    }

    /// Whether nothing but the inbox is waited for.
    func isIdle(in wait: ID) -> Bool {
        guard wait == inbox else { return false }
        return !waits.ids.contains { waits[$0.slot].isParked && waits[$0.slot].ending == nil }
    }

    /// What a wait is for has happened, or it is ended for another reason; false if it has ended already.
    @discardableResult
    mutating func finish(_ wait: ID, as ending: Ending = .done) -> Bool {
        guard isOpen(wait) else { return false }
        finish(wait.slot, as: ending)
        return true
    }

    func isOpen(_ wait: ID) -> Bool { waits.contains(wait) && waits[wait.slot].ending == nil }

    /// Whether something that is not a task may end the wait.
    func isOutside(_ wait: ID) -> Bool { isOpen(wait) && waits[wait.slot].condition == .outside }

    /// Forgets a wait that has ended, and says how; nil if there is none.
    mutating func take(_ wait: ID) -> Ending? {
        guard waits.contains(wait), let ending = waits[wait.slot].ending else { return nil }
        nodes[waits[wait.slot].owner].wait = waits[wait.slot].outer
        waits.remove(wait.slot)
        return ending
    }

    /// Nothing can happen any more: the newest wait of a task ends, or that in place if there is none.
    mutating func breakDeadlock(around wait: ID) {
        let latest = waits.ids.filter { id in
            waits[id.slot].isParked && waits[id.slot].ending == nil && !waits[id.slot].isShielded
        }
        .max { $0.number < $1.number }
        finish(latest ?? wait, as: .deadlock)
    }

    /// A callback of a wait begins: its code runs as the task that waits.
    ///
    /// - Returns: the task that ran, for ``endCallback(of:resuming:)``; nil if the wait has ended.
    mutating func beginCallback(of wait: ID) -> ID? {
        guard isOpen(wait) else { return nil }
        let owner = waits[wait.slot].owner
        waits[wait.slot].hasCallback = true
        nodes[owner].callbacks += 1
        return run(nodes.id(of: owner))
    }

    /// The callback has ended; the wait is not taken before.
    mutating func endCallback(of wait: ID, resuming outer: ID) {
        let owner = waits[wait.slot].owner
        waits[wait.slot].hasCallback = false
        nodes[owner].callbacks -= 1
        makeReady(owner)
        running = outer
    }

    func hasCallback(_ wait: ID) -> Bool { waits.contains(wait) && waits[wait.slot].hasCallback }

    mutating func cancelWaits(of task: Slot) {
        var wait = nodes[task].wait
        while wait != Self.none {
            if waits[wait].ending == nil, !waits[wait].isShielded { finish(wait, as: .cancelled) }
            wait = waits[wait].outer
        }
    }

    private mutating func finish(_ wait: Slot, as ending: Ending) {
        waits[wait].ending = ending
        if waits[wait].condition == .outside {
            if waits.id(of: wait) != inbox { pendingCount -= 1 }
            if ending != .done { actions.append(.stop(waits.id(of: wait))) }
        } else {
            unlisten(wait)
        }
        let owner = waits[wait].owner
        if nodes[owner].wait == wait { makeReady(owner) }
    }

    private mutating func listen(_ wait: Slot) {
        guard let subject = waits[wait].condition.subject else { return }
        nodes[subject.slot].waits = waits.append(wait, to: nodes[subject.slot].waits)
    }

    private mutating func unlisten(_ wait: Slot) {
        guard let subject = waits[wait].condition.subject, nodes.contains(subject) else { return }
        nodes[subject.slot].waits = waits.remove(wait, from: nodes[subject.slot].waits)
    }

    /// A task whose innermost wait is over can be resumed.
    mutating func makeReady(_ task: Slot) {
        let wait = nodes[task].wait
        guard wait != Self.none, waits[wait].isParked, waits[wait].ending != nil, nodes[task].callbacks == 0 else {
            return
        }
        ready.append(nodes.id(of: task))
    }

    private func isMet(_ condition: Condition) -> Bool {
        switch condition {
        case .outside: false
        case .end(let task): !nodes.contains(task) || nodes[task.slot].phase == .ended
        case .empty(let node): isEmpty(node)
        case .next(let group): hasEnded(in: group) || isEmpty(group)
        }
    }

    /// Ends the waits for a node that have come true; says whether there were any.
    mutating func finishWaits(for node: Slot) -> Bool {
        var wait = nodes[node].waits.first
        var wasAwaited = false
        while wait != Self.none {
            let next = waits[wait].links.next
            if isMet(waits[wait].condition) {
                finish(wait, as: .done)
                wasAwaited = true
            }
            wait = next
        }
        return wasAwaited
    }
}
