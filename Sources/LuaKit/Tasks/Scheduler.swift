internal import CLua
internal import CLuaBridge
internal import DequeModule

/// Runs the Lua tasks of one state on its thread.
///
/// A native function that waits gets a ticket. A task then yields down to ``run(until:on:)``, and goes on when its
/// ticket is done; where Lua cannot yield, and in the main chunk, the call runs the same loop in place until its own
/// ticket is done. A loop run in place is a stack: the innermost has to end first.
final class Scheduler {
    private struct Ticket {
        let wait: LuaWait
        /// The task that has yielded; nil when the wait blocks in place.
        let parked: LuaTask?
        var work: Task<Void, Never>?
        var outcome: Result<any Sendable, any Error>?
    }

    // Each level in place takes some of Lua's 200 nested C calls.
    private static let maximumDepth = 24

    private var tickets: [Int64: Ticket] = [:]
    private var lastTicket: Int64 = 0
    /// How many tickets are neither done nor waiting for a Lua task.
    private var pendingWork = 0
    private var ready = Deque<LuaTask>()
    private var awaiting: [ObjectIdentifier: [Int64]] = [:]
    private var running: LuaTask?
    private var depth = 0

    /// Starts the work of a wait; the bridge then yields, or calls ``run(until:on:)``.
    func begin(_ wait: LuaWait, on stack: LuaStack) throws {
        let state = stack.state
        state.checkThread()
        if running?.isCancelled == true { throw LuaInterruption.cancelled }
        let canYield = bridge_can_yield(stack.pointer)
        if !canYield, bridge_in_finalizer(stack.pointer) { throw LuaWaitRefused() }
        lastTicket += 1
        let ticket = lastTicket
        tickets[ticket] = Ticket(wait: wait, parked: canYield ? running : nil)
        running?.waitingFor = ticket
        if let work = wait.start(ticket, state.handle) {
            tickets[ticket]?.work = work
            pendingWork += 1
        }
        bridge_set_ticket(stack.pointer, ticket)
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
        }
        while tickets[ticket]?.outcome == nil {
            take(state.handle.takeMessages(), on: stack)
            if tickets[ticket]?.outcome != nil { break }
            if bridge_interrupted(context) != 0 {
                if bridge_interrupted(context) == BRIDGE_ONCE.rawValue { bridge_clear_interrupt(context) }
                finish(ticket, with: .failure(LuaInterruption.interrupted))
            } else if depth <= Self.maximumDepth, let task = ready.popFirst() {
                resume(task, from: stack)
            } else if pendingWork > 0 {
                bridge_wait(context)
            } else {
                finish(ticket, with: .failure(LuaDeadlock()))
            }
        }
    }

    /// Pushes the outcome of a ticket that is done.
    func take(_ ticket: Int64, on stack: LuaStack) throws -> Int {
        guard let ticket = tickets.removeValue(forKey: ticket), let outcome = ticket.outcome else {
            preconditionFailure("a wait was resumed before it was done")
        }
        running?.waitingFor = nil
        return try ticket.wait.deliver(outcome, stack)
    }

    /// Pops a function and its arguments and makes them a task, which starts at the next wait.
    func spawn(arguments: Int, on stack: LuaStack) throws -> LuaTask {
        let task = try LuaTask(popping: Int32(arguments), from: stack)
        ready.append(task)
        return task
    }

    /// Makes the task's present or next wait, and every later one, raise.
    func cancel(_ task: LuaTask) {
        guard !task.isDone, !task.isCancelled else { return }
        task.isCancelled = true
        if let ticket = task.waitingFor {
            finish(ticket, with: .failure(LuaInterruption.cancelled))
        }
    }

    func onEnd(of task: LuaTask, finish ticket: Int64) {
        if task.isDone {
            tickets[ticket]?.outcome = .success(())
            wakeOwner(of: ticket)
        } else {
            awaiting[ObjectIdentifier(task), default: []].append(ticket)
        }
    }

    func cancelAll() {
        for ticket in tickets.values {
            ticket.work?.cancel()
        }
        tickets = [:]
        ready = []
        awaiting = [:]
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
        if let work = waiting.work {
            work.cancel()
            pendingWork -= 1
        }
        tickets[ticket]?.outcome = outcome
        wakeOwner(of: ticket)
    }

    private func wakeOwner(of ticket: Int64) {
        if let task = tickets[ticket]?.parked {
            ready.append(task)
        }
    }

    private func resume(_ task: LuaTask, from stack: LuaStack) {
        let arguments = task.arguments
        task.arguments = 0
        running = task
        var results: Int32 = 0
        let status = bridge_task_resume(stack.pointer, task.stack.pointer, arguments, &results)
        running = nil
        switch status {
        case BRIDGE_PARKED:
            return // the wait has noted its ticket
        case LUA_OK:
            task.phase = .succeeded(results: results)
        case LUA_YIELD:
            task.stack.pop(results)
            fail(task, from: stack)
        default:
            fail(task, from: stack)
        }
        for ticket in awaiting.removeValue(forKey: ObjectIdentifier(task)) ?? [] {
            finish(ticket, with: .success(()))
        }
    }

    /// Runs the `<close>` variables of a task that raised, or that yielded though nobody resumes it; its error, or that
    /// of a `__close`, stays on its stack.
    private func fail(_ task: LuaTask, from stack: LuaStack) {
        running = task
        if bridge_task_reset(stack.pointer, task.stack.pointer) == LUA_OK {
            task.stack.push("attempt to yield from outside a coroutine")
        }
        running = nil
        task.phase = .failed
    }
}

extension LuaStack {
    /// Pops a function and its arguments and makes them a task, which starts at the next wait.
    package func spawn(arguments: Int) throws -> LuaTask {
        try state.scheduler.spawn(arguments: arguments, on: self)
    }

    /// Waits for the end of a task; delivers its results or raises its error.
    package func wait(for task: LuaTask) -> LuaReply {
        .wait(LuaWait(for: task, scheduler: state.scheduler))
    }

    /// Cancels a task: its present or next wait, and every later one, raises.
    package func cancel(_ task: LuaTask) {
        state.scheduler.cancel(task)
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
