/// Something a Lua task waits for: asynchronous work, then what to push when it is done.
///
/// The work runs as a Swift task. What it returns is handed to the Lua thread, where `deliver` pushes the results.
public struct LuaWait {
    let start: (_ ticket: Int64, _ handle: LuaHandle) -> Task<Void, Never>?
    let deliver: (Result<any Sendable, any Error>, LuaStack) throws -> Int
    let receive: ((any Sendable, LuaStack) throws -> Void)?

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
        start = { ticket, handle in
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
            guard let value = try outcome.get() as? Value else { preconditionFailure("a wait got another wait's value") }
            return try deliver(value, stack)
        }
        self.receive = receive.map { receive in
            { event, stack in
                if let event = event as? Event {
                    try receive(event, stack)
                }
            }
        }
    }

    /// A wait for the end of a Lua task.
    init(for task: LuaTask, scheduler: Scheduler) {
        start = { ticket, _ in
            scheduler.onEnd(of: task, finish: ticket)
            return nil
        }
        deliver = { outcome, stack in
            _ = try outcome.get()
            return try task.pushResults(on: stack)
        }
        receive = nil
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
}

/// Raised by a wait that ended because of an interrupt, or because its task was cancelled.
public struct LuaInterruption: Error, CustomStringConvertible {
    public let description: String

    static let interrupted = LuaInterruption(description: "interrupted!")
    static let cancelled = LuaInterruption(description: "the task was cancelled")
}

/// Nothing is left that could end a wait.
public struct LuaDeadlock: Error, CustomStringConvertible {
    public var description: String { "all tasks are waiting for each other" }
}

/// A wait where none is possible.
public struct LuaWaitRefused: Error, CustomStringConvertible {
    public var description: String { "cannot wait in a finalizer (__gc)" }
}
