internal import CLua
internal import CLuaBridge
internal import DequeModule
internal import Platform

/// Runs the Lua tasks of one state on its thread, as ``TaskTree`` says.
///
/// A native function that waits gets a ticket. A task then yields down to ``run(until:on:)``, and continues when its
/// ticket is done; where Lua cannot yield, and in the main chunk, the call runs the same loop in place until its own
/// ticket is done. A loop run in place is a stack: the innermost has to end first.
final class Scheduler {
    private final class Pending {
        let wait: LuaWait
        var work: Task<Void, Never>?
        /// What its work gave, or why it failed; nil for a wait without work that just ended.
        var outcome: Result<any Sendable, any Error>?

        init(_ wait: LuaWait) { self.wait = wait }

        func deliver(on stack: LuaStack) throws -> LuaReply {
            switch wait.delivery {
            case .outcome(let deliver): return try deliver(outcome ?? .success(()), stack)
            case .end(let deliver):
                if case .failure(let error)? = outcome { throw error }
                return try deliver(stack)
            }
        }
    }

    // Each level in place takes some of Lua's 200 nested C calls.
    private static let maximumDepth = 24

    private(set) var tree = TaskTree()
    // By the tree's slots.
    private var tasks: [LuaTask?] = []
    private var waits: [Pending?] = []
    private(set) var timers = Timers()
    var coroutines = CoroutinePool()
    private var depth = 0
    /// The wait for input; it is the innermost, since nobody else reads.
    private var watch: (input: InputWatch, ticket: TaskTree.ID)?
    /// What has come for waits and was not taken yet.
    private var arrived: Deque<LuaHandle.Message> = []

    /// Starts the work of a wait; the bridge then yields, or calls ``run(until:on:)``.
    func begin(_ wait: LuaWait, on stack: LuaStack) throws {
        let state = stack.state
        state.checkThread()
        if bridge_is_forked(bridge_context(stack.pointer)) { throw LuaError.forked }
        let canYield = bridge_can_yield(stack.pointer)
        if !canYield, bridge_in_finalizer(stack.pointer) { throw LuaError.inFinalizer }
        if wait.needsTaskPool, (try? TaskPool.start()) == nil { throw LuaError.tooManyOpen }
        let ticket: TaskTree.ID
        do {
            let condition =
                if case .tasks(let condition) = wait.source { condition } else { TaskTree.Condition.outside }
            ticket = try tree.wait(for: condition, isParked: canYield, isShielded: wait.isShielded)
        } catch {
            if tree.isStopped(tree.running) { bridge_set_stopping(stack.pointer, true) }
            throw error
        }
        Self.set(Pending(wait), at: ticket, in: &waits)
        if let task = task(tree.running) { task.waitStart = Deadline.uptime }
        switch wait.source {
        case .work(let start):
            let work = start(ticket, state.handle)
            waits[Int(ticket.slot)]?.work = work
        case .time(let deadline): timers.insert(ticket, deadline)
        case .input(let input):
            watch = (input, ticket)
            if let deadline = input.deadline { timers.insert(ticket, deadline) }
        case .tasks: break
        case .inbox(let open):
            tree.idle(in: ticket)
            open(ticket)
        }
        bridge_set_ticket(stack.pointer, ticket.raw)
    }

    /// A task; nil for the main chunk and groups.
    private func task(_ id: TaskTree.ID) -> LuaTask? {
        tasks.indices.contains(Int(id.slot)) ? tasks[Int(id.slot)] : nil
    }

    private static func set<Value>(_ value: Value, at id: TaskTree.ID, in values: inout [Value?]) {
        while values.count <= Int(id.slot) { values.append(nil) }
        values[Int(id.slot)] = value
    }

    /// Runs other tasks until the ticket is done.
    func run(until ticket: TaskTree.ID, on stack: LuaStack) {
        let state = stack.state
        let context = bridge_context(stack.pointer)
        let owner = tree.running
        depth += 1
        defer {
            depth -= 1
            if tree.isStopped(owner) { bridge_set_stopping(stack.pointer, true) }
        }
        guard let isShielded = waits[Int(ticket.slot)]?.wait.isShielded else { return }
        // Every ready task is resumed once, also if this wait ends at once: a loop of short waits must not starve others.
        var turns = tree.readyCount
        while true {
            take(state.handle.takeMessages(), on: stack)
            fireTimers()
            if watch != nil, tree.readyCount > 0 { pause(context, milliseconds: 0) }
            let isOver = !tree.isOpen(ticket)
            let isInterrupted = bridge_interrupted(context) != 0
            if isOver, turns == 0 || isInterrupted || depth > Self.maximumDepth { return }
            if isInterrupted, !isShielded {
                fail(ticket, with: interruption(of: context))
            } else if depth > Self.maximumDepth, !tree.isOutside(ticket) {
                fail(ticket, with: LuaError.tooManyWaits)
            } else if depth <= Self.maximumDepth, let task = tree.takeReady() {
                turns = max(0, turns - 1)
                _ = bridge_take_raised(context)
                resume(task, from: stack)
                // An interrupt that raised in a task is meant for all: what waits here ends too, and not with the
                // task's own error.
                if bridge_take_raised(context), !isShielded {
                    tree.finish(ticket, as: .stopped)
                    waits[Int(ticket.slot)]?.outcome = .failure(LuaError.interrupted)
                }
            } else if isOver {
                return
            } else if tree.pendingCount > 0 || tree.isIdle(in: ticket) {
                pause(context, milliseconds: timers.next?.milliseconds ?? -1)
            } else {
                tree.breakDeadlock(around: ticket)
            }
            perform()
        }
    }

    private func interruption(of context: OpaquePointer?) -> LuaError {
        let mode = bridge_interrupted(context)
        if mode == BRIDGE_ONCE.rawValue { bridge_clear_interrupt(context) }
        return mode == BRIDGE_TIMED_OUT.rawValue ? .timedOut : .interrupted
    }

    /// What a ticket that is done gives.
    func take(_ ticket: TaskTree.ID, on stack: LuaStack) throws -> LuaReply {
        guard let ending = tree.take(ticket), let pending = waits[Int(ticket.slot)].take() else {
            // Only a C module that calls lua_resume itself gets here; our own functions refuse.
            throw LuaError("cannot resume non-suspended coroutine")
        }
        switch ending {
        case .cancelled: throw LuaError.cancelled
        case .deadlock: throw LuaError.deadlock
        case .done, .stopped: return try pending.deliver(on: stack)
        }
    }

    private func finish(_ ticket: TaskTree.ID, with outcome: Result<any Sendable, any Error>) {
        guard tree.finish(ticket) else { return }
        waits[Int(ticket.slot)]?.outcome = outcome
    }

    private func fail(_ ticket: TaskTree.ID, with error: any Error) {
        guard tree.finish(ticket, as: .stopped) else { return }
        waits[Int(ticket.slot)]?.outcome = .failure(error)
        perform()
    }

    /// Does what follows from the latest events.
    private func perform() {
        while let action = tree.nextAction() {
            switch action {
            case .stop(let ticket): stop(ticket)
            case .inherit(let parent, let child):
                guard let parent = tasks[Int(parent.slot)], let child = tasks[Int(child.slot)] else { continue }
                _ = try? child.pushEnd(on: parent.stack)
            case .ended(let task, let end): tasks[Int(task.slot)]?.finish(as: end)
            case .forget(let node):
                // A group has none.
                if tasks.indices.contains(Int(node.slot)) { tasks[Int(node.slot)] = nil }
            }
        }
    }

    private func stop(_ ticket: TaskTree.ID) {
        guard let pending = waits[Int(ticket.slot)] else { return }
        pending.work?.cancel()
        if watch?.ticket == ticket { watch = nil }
        switch pending.wait.source {
        case .time, .input: timers.noteStale { tree.isOpen($0) }
        case .work, .tasks, .inbox: break
        }
    }

    /// Ends all work: the state closes.
    func close() {
        for pending in waits { pending?.work?.cancel() }
        // What they hold is released when they are no longer ours.
        let old = (waits, tasks, coroutines)
        waits = Array(repeating: nil, count: waits.count)
        tasks = Array(repeating: nil, count: tasks.count)
        coroutines = CoroutinePool(isOpen: false)
        watch = nil
        timers = Timers()
        withExtendedLifetime(old) {}
    }
}

// Tasks.
extension Scheduler {
    /// Pops a function and its arguments and makes them a task, which starts at the next wait.
    func spawn(
        arguments: Int,
        on stack: LuaStack,
        group: LuaTaskGroup? = nil,
        number: Int64 = 0
    ) throws -> LuaTask {
        let task = try LuaTask(popping: Int32(arguments), from: stack, by: self, number: number)
        task.id = try tree.spawn(in: group?.id)
        Self.set(task, at: task.id, in: &tasks)
        return task
    }

    /// Changes the tree, and does what follows.
    func change<Value>(_ body: (inout TaskTree) -> Value) -> Value {
        defer { perform() }
        return body(&tree)
    }

    /// Takes the first task of a group that has ended, or the first of a task's whose error nobody has seen.
    func takeEnded(of node: TaskTree.ID) -> LuaTask? {
        guard let id = tree.takeEnded(of: node) else { return nil }
        defer { perform() }
        return tasks[Int(id.slot)]
    }

    private func resume(_ id: TaskTree.ID, from stack: LuaStack) {
        guard let task = tasks[Int(id.slot)] else { return }
        let outer = tree.run(id)
        var failed = false
        if !task.hasStarted, tree.isCancelled(id) {
            for _ in 0..<2 { task.stack.push("") }
            task.stack.push(error: LuaError.cancelled)
            failed = true
        } else {
            let arguments = task.hasStarted ? 0 : task.count
            task.hasStarted = true
            bridge_set_stopping(task.stack.pointer, tree.isStopped(id))
            let status = bridge_task_resume(stack.pointer, task.stack.pointer, arguments, &task.count)
            bridge_set_stopping(stack.pointer, false)
            if status == BRIDGE_PARKED {
                // The wait has noted its ticket.
                _ = tree.run(outer)
                return
            }
            failed = status != LUA_OK
            if failed { reset(task, yielded: status == LUA_YIELD, from: stack) }
        }
        _ = tree.run(outer)
        tree.end(id, failed: failed)
    }

    /// Runs the `<close>` variables of a task that raised, or that yielded though nobody resumes it, and leaves on its stack
    /// the frames and the place of the failure, and its error or that of a `__close`.
    private func reset(_ task: LuaTask, yielded: Bool, from stack: LuaStack) {
        let hasTrace = !yielded && stack.reserve(16)
        if yielded { task.stack.pop(task.count) }
        if hasTrace { bridge_push_trace(stack.pointer, task.stack.pointer) }
        if bridge_task_reset(stack.pointer, task.stack.pointer) == LUA_OK {
            task.stack.push("attempt to yield from outside a coroutine")
        }
        // Its stack has room again: nothing but the error is on it.
        if hasTrace {
            lua_xmove(stack.pointer, task.stack.pointer, 2)
        } else {
            for _ in 0..<2 { task.stack.push("") }
        }
        // The error comes last.
        task.stack.insert(at: -3)
        task.stack.insert(at: -3)
    }
}

// What ends waits.
extension Scheduler {
    private func take(_ messages: [LuaHandle.Message], on stack: LuaStack) {
        if arrived.isEmpty, messages.isEmpty { return }
        arrived += messages
        while let next = arrived.firstIndex(where: canTake) {
            switch arrived.remove(at: next) {
            case .finished(let ticket, let outcome): finish(ticket, with: outcome)
            case .event(let ticket, let event): receive(event, of: ticket, on: stack)
            case .stop(let task): stopTask(task)
            }
        }
    }

    /// What comes for a wait while its callback waits itself is taken once that has returned.
    private func canTake(_ message: LuaHandle.Message) -> Bool {
        switch message {
        case .finished(let ticket, _), .event(let ticket, _): !tree.hasCallback(ticket)
        case .stop: true
        }
    }

    /// Takes only what ends tasks, while one of them runs.
    func takeStops(_ handle: LuaHandle) {
        for message in handle.takeMessages() {
            if case .stop(let task) = message { stopTask(task) } else { arrived.append(message) }
        }
    }

    private func stopTask(_ task: TaskTree.ID) {
        tree.stop(task)
        perform()
    }

    /// Ends, by force, the task of the main chunk that the running one belongs to, with an exit status; false in the main
    /// chunk itself.
    func exit(_ status: Int32, on stack: LuaStack) -> Bool {
        let top = tree.top(of: tree.running)
        guard let task = task(top) else { return false }
        if task.exitStatus == nil { task.exitStatus = status }
        stopTask(top)
        bridge_set_stopping(stack.pointer, true)
        return true
    }

    private func receive(_ event: any Sendable, of ticket: TaskTree.ID, on stack: LuaStack) {
        // An event of a wait that has been cancelled meanwhile has no ticket any more, or one that is done.
        guard let receive = waits[Int(ticket.slot)]?.wait.receive, let outer = tree.beginCallback(of: ticket) else {
            return
        }
        do {
            try receive(event, stack)
        } catch {
            fail(ticket, with: error)
        }
        tree.endCallback(of: ticket, resuming: outer)
    }

    /// Sleeps until something happens; tasks that never rest must not keep input from being seen.
    private func pause(_ context: OpaquePointer?, milliseconds: Int32) {
        guard let watch else {
            bridge_wait(context, milliseconds, nil, 0)
            return
        }
        let descriptors = watch.input.descriptors
        let readable = bridge_wait(context, milliseconds, descriptors, Int32(descriptors.count))
        guard readable != 0 else { return }
        watch.input.note(readable)
        self.watch = nil
        finish(watch.ticket, with: .success(()))
    }

    private func fireTimers() {
        while let ticket = timers.takeDue() {
            if watch?.ticket == ticket { watch = nil }
            finish(ticket, with: .success(()))
        }
    }
}
