internal import CLua
internal import CLuaBridge
internal import DequeModule
internal import HeapModule
internal import Platform

/// Runs the Lua tasks of one state on its thread.
///
/// A native function that waits gets a ticket. A task then yields down to ``run(until:on:)``, and goes on when its
/// ticket is done; where Lua cannot yield, and in the main chunk, the call runs the same loop in place until its own
/// ticket is done. A loop run in place is a stack: the innermost has to end first.
final class Scheduler {
    private final class Ticket {
        let wait: LuaWait
        /// The task that has yielded; nil when the wait blocks in place.
        let parked: LuaTask?
        var work: Task<Void, Never>?
        /// Whether something that is not a Lua task will finish it.
        var isPending = false
        var outcome: Result<any Sendable, any Error>?

        init(_ wait: LuaWait, parked: LuaTask?) {
            self.wait = wait
            self.parked = parked
        }
    }

    private struct Timer: Comparable {
        let deadline: Deadline
        let ticket: Int64

        static func < (left: Timer, right: Timer) -> Bool {
            // Of two for the same moment the first one made comes first.
            (left.deadline, left.ticket) < (right.deadline, right.ticket)
        }
    }

    // Like Lua's limit on calls: what goes deeper never ends. Cancelling goes down the tree by recursion.
    private static let maximumNesting = 1000
    // Each level in place takes some of Lua's 200 nested C calls.
    private static let maximumDepth = 24

    private var tickets: [Int64: Ticket] = [:]
    private var lastTicket: Int64 = 0
    private var pendingCount = 0
    private var timers = Heap<Timer>()
    private var ready = Deque<LuaTask>()
    private var awaiting: [ObjectIdentifier: [Int64]] = [:]
    private var emptying: [ObjectIdentifier: Int64] = [:]
    /// The tasks that the main chunk started.
    private var children: [ObjectIdentifier: LuaTask] = [:]
    /// How many tasks have been started in all.
    private(set) var startedCount = 0
    /// The first error of those that nobody has seen.
    private var unseenError: (any Error)?
    private var running: LuaTask?
    private var depth = 0
    /// The wait for input; it is the innermost, since nobody else reads.
    private var watch: InputWatch?

    /// Starts the work of a wait; the bridge then yields, or calls ``run(until:on:)``.
    func begin(_ wait: LuaWait, on stack: LuaStack) throws {
        let state = stack.state
        state.checkThread()
        if let running, running.isCancelled, !wait.isShielded { throw refusal(of: running, on: stack) }
        let canYield = bridge_can_yield(stack.pointer)
        if !canYield, bridge_in_finalizer(stack.pointer) { throw LuaWaitRefused() }
        lastTicket += 1
        let ticket = lastTicket
        let waiting = Ticket(wait, parked: canYield ? running : nil)
        tickets[ticket] = waiting
        running?.waitingFor = ticket
        if let work = wait.start(ticket, state.handle, self) {
            waiting.work = work
            markPending(waiting)
        }
        bridge_set_ticket(stack.pointer, ticket)
    }

    /// What a cancelled task gets when it waits.
    private func refusal(of task: LuaTask, on stack: LuaStack) -> LuaInterruption {
        task.refusals += 1
        // It swallows them in a loop, and would never end.
        if task.isStopped { bridge_set_stopping(stack.pointer, true) }
        return LuaInterruption(cause: .cancellation)
    }

    /// Runs other tasks until the ticket is done.
    func run(until ticket: Int64, on stack: LuaStack) {
        let state = stack.state
        let context = bridge_context(stack.pointer)
        let outer = running
        depth += 1
        defer {
            depth -= 1
            running = outer
            if outer?.isStopped == true { bridge_set_stopping(stack.pointer, true) }
        }
        guard let waiting = tickets[ticket] else { return }
        // Who is ready has a turn, also if this wait ends at once: a loop of short waits must not hold up the others.
        var turns = ready.count
        while true {
            take(state.handle.takeMessages(), on: stack)
            fireTimers()
            if watch != nil, !ready.isEmpty { pause(context, milliseconds: 0) }
            let isOver = waiting.outcome != nil
            let isInterrupted = bridge_interrupted(context) != 0
            if isOver, turns == 0 || isInterrupted { return }
            if isInterrupted, !waiting.wait.isShielded {
                finish(ticket, with: .failure(interruption(of: context)))
            } else if depth <= Self.maximumDepth, let task = ready.popFirst() {
                turns = max(0, turns - 1)
                _ = bridge_take_raised(context)
                resume(task, from: stack)
                // An interrupt that raised in a task is meant for all: what waits here ends too, and not with the
                // task's own error.
                if bridge_take_raised(context), !waiting.wait.isShielded {
                    finish(ticket, with: .success(()))
                    waiting.outcome = .failure(LuaInterruption(cause: .interrupt))
                }
            } else if isOver {
                return
            } else if pendingCount > 0 {
                pause(context, milliseconds: timers.min?.deadline.milliseconds ?? -1)
            } else {
                finish(deadlocked ?? ticket, with: .failure(LuaDeadlock()))
            }
        }
    }

    /// Of the tasks that wait for each other the one that came last: those that wait for it learn of its failure.
    private var deadlocked: Int64? {
        tickets.filter { $0.value.parked != nil && $0.value.outcome == nil && !$0.value.wait.isShielded }.keys.max()
    }

    private func interruption(of context: OpaquePointer?) -> LuaInterruption {
        let mode = bridge_interrupted(context)
        if mode == BRIDGE_ONCE.rawValue { bridge_clear_interrupt(context) }
        return LuaInterruption(cause: mode == BRIDGE_TIMED_OUT.rawValue ? .timeout : .interrupt)
    }

    /// Pushes the outcome of a ticket that is done.
    func take(_ ticket: Int64, on stack: LuaStack) throws -> Int {
        guard let waiting = tickets[ticket], let outcome = waiting.outcome else {
            // Only a C module that calls lua_resume itself gets here; our own functions refuse.
            throw LuaError("cannot resume non-suspended coroutine")
        }
        tickets[ticket] = nil
        running?.waitingFor = nil
        return try waiting.wait.deliver(outcome, stack)
    }

    /// Pops a function and its arguments and makes them a task, which starts at the next wait.
    func spawn(arguments: Int, on stack: LuaStack, group: LuaTaskGroup?, number: Int64) throws -> LuaTask {
        if running?.isCancelled == true { throw LuaInterruption(cause: .cancellation) }
        if let running, running.depth >= Self.maximumNesting { throw LuaNestingTooDeep() }
        let task = try LuaTask(popping: Int32(arguments), from: stack, parent: running, group: group, number: number)
        startedCount += 1
        task.serial = startedCount
        if let parent = running {
            parent.children[ObjectIdentifier(task)] = task
        } else {
            children[ObjectIdentifier(task)] = task
        }
        ready.append(task)
        return task
    }

    /// Makes the present or next wait, and every later one, of the task and of those it started raise.
    func cancel(_ task: LuaTask) {
        guard !task.hasEnded, !task.isCancelled else { return }
        task.isCancelled = true
        if let ticket = task.waitingFor, let waiting = tickets[ticket], !waiting.wait.isShielded {
            finish(ticket, with: .failure(LuaInterruption(cause: .cancellation)))
        }
        for child in task.children.values { cancel(child) }
    }

    var hasChildren: Bool { !children.isEmpty || unseenError != nil }

    /// Cancels what the main chunk has started.
    func cancelChildren() {
        for child in children.values { cancel(child) }
    }

    /// Cancels what the main chunk has started after so many tasks.
    func cancelChildren(after count: Int) {
        for child in children.values where child.serial > count { cancel(child) }
    }

    /// Finishes the ticket when the main chunk has no tasks left.
    func onEndOfChildren(finish ticket: Int64) {
        emptying[ObjectIdentifier(self)] = ticket
        if children.isEmpty { finishEmptying(ObjectIdentifier(self)) }
    }

    /// The first error of a task of the main chunk that nobody has seen.
    func takeUnseenError() -> (any Error)? {
        defer { unseenError = nil }
        return unseenError
    }

    func onEnd(of task: LuaTask, finish ticket: Int64) {
        if task.hasEnded {
            finish(ticket, with: .success(()))
        } else {
            awaiting[ObjectIdentifier(task), default: []].append(ticket)
        }
    }

    func onTime(_ deadline: Deadline, finish ticket: Int64) {
        guard let waiting = tickets[ticket] else { return }
        markPending(waiting)
        timers.insert(Timer(deadline: deadline, ticket: ticket))
    }

    /// Finishes the ticket when one of the descriptors can be read, or after the deadline.
    func onInput(_ input: InputWatch, finish ticket: Int64) {
        guard let waiting = tickets[ticket] else { return }
        markPending(waiting)
        input.ticket = ticket
        watch = input
        if let deadline = input.deadline { timers.insert(Timer(deadline: deadline, ticket: ticket)) }
    }

    /// Sleeps until something happens; tasks that never rest must not keep input from being seen.
    private func pause(_ context: OpaquePointer?, milliseconds: Int32) {
        guard let watch else {
            bridge_wait(context, milliseconds, nil, 0)
            return
        }
        let readable = bridge_wait(context, milliseconds, watch.descriptors, Int32(watch.descriptors.count))
        guard readable != 0 else { return }
        watch.note(readable)
        finish(watch.ticket, with: .success(()))
    }

    private func markPending(_ ticket: Ticket) {
        ticket.isPending = true
        pendingCount += 1
    }

    private func fireTimers() {
        guard !timers.isEmpty else { return }
        let now = Deadline.now
        while let timer = timers.min, timer.deadline <= now {
            timers.removeMin()
            finish(timer.ticket, with: .success(()))
        }
    }

    func onEmpty(_ group: LuaTaskGroup, finish ticket: Int64) {
        emptying[ObjectIdentifier(group)] = ticket
    }

    func cancelAll() {
        for ticket in tickets.values {
            ticket.work?.cancel()
        }
        tickets = [:]
        ready = []
        awaiting = [:]
        children = [:]
    }

    private func take(_ messages: [LuaHandle.Message], on stack: LuaStack) {
        for message in messages {
            switch message {
            case .finished(let ticket, let outcome):
                finish(ticket, with: outcome)
            case .event(let ticket, let event):
                // An event of a wait that has been cancelled meanwhile has no ticket any more, or one that is done.
                guard let waiting = tickets[ticket], waiting.outcome == nil else { continue }
                do {
                    try waiting.wait.receive?(event, stack)
                } catch {
                    finish(ticket, with: .failure(error))
                }
            }
        }
    }

    private func finish(_ ticket: Int64, with outcome: Result<any Sendable, any Error>) {
        guard let waiting = tickets[ticket], waiting.outcome == nil else { return }
        if waiting.isPending {
            waiting.work?.cancel()
            pendingCount -= 1
            // Only cancelled ones are left: they would wake us for nothing.
            if pendingCount == 0 { timers = [] }
        }
        waiting.outcome = outcome
        if watch?.ticket == ticket { watch = nil }
        if let task = waiting.parked {
            ready.append(task)
        }
    }

    private func finishEmptying(_ owner: ObjectIdentifier) {
        if let ticket = emptying.removeValue(forKey: owner) { finish(ticket, with: .success(())) }
    }

    private func resume(_ task: LuaTask, from stack: LuaStack) {
        if !task.hasStarted, task.isCancelled {
            task.stack.push(error: LuaInterruption(cause: .cancellation))
            return end(task, with: .failed)
        }
        task.hasStarted = true
        let arguments = task.arguments
        task.arguments = 0
        running = task
        var results: Int32 = 0
        bridge_set_stopping(task.stack.pointer, task.isStopped)
        let status = bridge_task_resume(stack.pointer, task.stack.pointer, arguments, &results)
        bridge_set_stopping(stack.pointer, false)
        switch status {
        case BRIDGE_PARKED:
            break  // the wait has noted its ticket
        case LUA_OK:
            end(task, with: .succeeded(results: results))
        case LUA_YIELD:
            task.stack.pop(results)
            reset(task, from: stack)
            end(task, with: .failed)
        default:
            reset(task, from: stack)
            end(task, with: .failed)
        }
        running = nil
    }

    /// Runs the `<close>` variables of a task that raised, or that yielded though nobody resumes it; its error, or that
    /// of a `__close`, stays on its stack.
    private func reset(_ task: LuaTask, from stack: LuaStack) {
        if bridge_task_reset(stack.pointer, task.stack.pointer) == LUA_OK {
            task.stack.push("attempt to yield from outside a coroutine")
        }
    }

    /// The task's function is over: the task is too, once those it started are.
    private func end(_ task: LuaTask, with outcome: LuaTask.Outcome) {
        task.waitingFor = nil
        task.phase = .ending(outcome)
        if case .failed = outcome {
            for child in task.children.values { cancel(child) }
        }
        settle(task)
    }

    private func settle(_ task: LuaTask) {
        guard case .ending(let outcome) = task.phase, task.children.isEmpty else { return }
        task.phase = .ended(outcome)
        let key = ObjectIdentifier(task)
        for ticket in awaiting.removeValue(forKey: key) ?? [] {
            task.isObserved = true
            finish(ticket, with: .success(()))
        }
        if let group = task.group {
            group.live[key] = nil
            group.ended.append(task)
            if let ticket = group.waiting { finish(ticket, with: .success(())) }
            if group.live.isEmpty { finishEmptying(ObjectIdentifier(group)) }
        }
        leave(task, key)
    }

    /// Takes an ended task out of the tree; an error that nobody has seen becomes its parent's.
    private func leave(_ task: LuaTask, _ key: ObjectIdentifier) {
        let isUnseen = task.hasFailed && !task.isObserved && !task.isCancelled && task.group == nil
        guard let parent = task.parent else {
            children[key] = nil
            if isUnseen, unseenError == nil {
                do { _ = try task.pushResults(on: task.stack) } catch { unseenError = error }
            }
            if children.isEmpty { finishEmptying(ObjectIdentifier(self)) }
            return
        }
        parent.children[key] = nil
        if isUnseen, case .ending(.succeeded) = parent.phase, parent.stack.reserve(1) {
            task.stack.pushCopy(of: -1)
            lua_xmove(task.stack.pointer, parent.stack.pointer, 1)
            parent.phase = .ending(.failed)
        }
        settle(parent)
    }
}
