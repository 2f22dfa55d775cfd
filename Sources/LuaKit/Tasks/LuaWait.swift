internal import Platform

/// Something a Lua task waits for: asynchronous work, then what to push when it is done.
///
/// The work runs as a Swift task. What it returns is handed to the Lua thread, where `deliver` pushes the results.
public struct LuaWait {
    let start: (_ ticket: Int64, _ handle: LuaHandle, _ scheduler: Scheduler) -> Task<Void, Never>?
    let deliver: (Result<any Sendable, any Error>, LuaStack) throws -> Int
    let receive: ((any Sendable, LuaStack) throws -> Void)?
    /// Whether it goes on when its task is cancelled.
    let isShielded: Bool

    /// A wait for `work`.
    public init<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value,
        deliver: @escaping (Value, LuaStack) throws -> Int
    ) {
        self.init(receiving: nil as ((Never, LuaStack) throws -> Void)?) { (_: @Sendable (Never) -> Void) in
            try await work()
        } deliver: { value, stack in
            try deliver(value, stack)
        }
    }

    /// A wait for work that reports events on the way; `receive` is called for each on the Lua thread, and what it
    /// throws cancels the work and is raised.
    public init<Value: Sendable, Event: Sendable>(
        receiving receive: ((Event, LuaStack) throws -> Void)?,
        _ work: @escaping @Sendable (_ report: @escaping @Sendable (Event) -> Void) async throws -> Value,
        deliver: @escaping (Value, LuaStack) throws -> Int
    ) {
        start = { ticket, handle, _ in
            Task.detached {
                let outcome: Result<any Sendable, any Error>
                do {
                    outcome = .success(try await work { event in handle.post(.event(ticket, event)) })
                } catch {
                    outcome = .failure(error)
                }
                handle.post(.finished(ticket, outcome))
            }
        }
        self.deliver = { outcome, stack in
            // The work of this very wait produced the value.
            guard let value = try outcome.get() as? Value else {
                preconditionFailure("a wait got another wait's value")
            }
            return try deliver(value, stack)
        }
        self.receive = receive.map { receive in
            { event, stack in
                if let event = event as? Event {
                    try receive(event, stack)
                }
            }
        }
        isShielded = false
    }

    /// A wait for a time to come; it takes no Swift task.
    init(until deadline: Deadline, deliver: @escaping (LuaStack) throws -> Int) {
        self.init(onEnd: { ticket, scheduler in scheduler.onTime(deadline, finish: ticket) }, deliver: deliver)
    }

    /// A wait for something that Lua tasks do; `register` sees to it that the ticket is finished.
    init(
        isShielded: Bool = false,
        onEnd register: @escaping (_ ticket: Int64, _ scheduler: Scheduler) -> Void,
        deliver: @escaping (LuaStack) throws -> Int
    ) {
        start = { ticket, _, scheduler in
            register(ticket, scheduler)
            return nil
        }
        self.deliver = { outcome, stack in
            _ = try outcome.get()
            return try deliver(stack)
        }
        receive = nil
        self.isShielded = isShielded
    }
}

extension LuaReply {
    /// Waits for `work`, then calls `deliver` on the Lua thread; it returns how many results it pushed.
    public static func wait<Value: Sendable>(
        for work: @escaping @Sendable () async throws -> Value,
        deliver: @escaping (Value, LuaStack) throws -> Int
    ) -> LuaReply {
        .wait(LuaWait(work, deliver: deliver))
    }

    /// Waits for so many seconds.
    public static func wait(seconds: Double) -> LuaReply {
        .wait(LuaWait(until: Deadline(after: seconds)) { _ in 0 })
    }
}
