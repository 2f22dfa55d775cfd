internal import CLuaBridge
internal import Platform

/// Something a Lua task waits for: asynchronous work, then what to push when it is done.
///
/// The work runs as a Swift task. What it returns is handed to the Lua thread, where `deliver` pushes the results.
public struct LuaWait {
    enum Source {
        /// Posts its outcome; the Swift task that does it, if there is one, is cancelled when the wait ends early.
        case work((_ ticket: TaskTree.ID, _ handle: LuaHandle) -> Task<Void, Never>?)
        case time(Deadline)
        case input(InputWatch)
        case tasks(TaskTree.Condition)
        /// What a host sends to the ticket, until it finishes it.
        case inbox((_ ticket: TaskTree.ID) -> Void)
    }

    /// What follows when it is over, on the Lua thread.
    enum Delivery {
        /// The work's outcome is passed on.
        case outcome((Result<any Sendable, any Error>, LuaStack) throws -> LuaReply)
        /// There was no work: only that it is over matters.
        case end((LuaStack) throws -> LuaReply)
    }

    let source: Source
    let delivery: Delivery
    let receive: ((any Sendable, LuaStack) throws -> Void)?
    /// Whether it continues when its task is cancelled.
    let isShielded: Bool
    /// Whether its Swift task runs on the threads that tasks share.
    let needsTaskPool: Bool

    /// A wait for `work`; `deliver` pushes the results and returns how many there are.
    ///
    /// - Parameter executor: what runs the work; nil for the threads that tasks share.
    public init<Value: Sendable>(
        on executor: (any TaskExecutor)? = nil,
        _ work: @escaping @Sendable () async throws -> Value,
        deliver: @escaping (Value, LuaStack) throws -> Int
    ) {
        self.init(on: executor, work, then: { .results(try deliver($0, $1)) })
    }

    /// A wait for `work`, whose value decides what follows: results, or another wait.
    public init<Value: Sendable>(
        on executor: (any TaskExecutor)? = nil,
        _ work: @escaping @Sendable () async throws -> Value,
        then deliver: @escaping (Value, LuaStack) throws -> LuaReply
    ) {
        self.init(
            on: executor,
            receiving: nil as ((Never, LuaStack) throws -> Void)?,
            { _ in try await work() },
            then: deliver
        )
    }

    /// A wait for work that reports events on the way; `receive` is called for each on the Lua thread, as part of the task
    /// that waits, and what it throws cancels the work and is raised.
    public init<Value: Sendable, Event: Sendable>(
        receiving receive: ((Event, LuaStack) throws -> Void)?,
        _ work: @escaping @Sendable (_ report: @escaping @Sendable (Event) -> Void) async throws -> Value,
        deliver: @escaping (Value, LuaStack) throws -> Int
    ) {
        self.init(on: nil, receiving: receive, work, then: { .results(try deliver($0, $1)) })
    }

    /// A wait for something that calls back when it is over, once and from any thread: no Swift task is made for it.
    package init<Value: Sendable>(
        callback start: @escaping (@escaping @Sendable (Result<Value, any Error>) -> Void) -> Void,
        deliver: @escaping (Value, LuaStack) throws -> Int
    ) {
        source = .work { ticket, handle in
            start { result in handle.post(.finished(ticket, result.map { $0 })) }
            return nil
        }
        delivery = Self.delivery { .results(try deliver($0, $1)) }
        receive = nil
        isShielded = false
        needsTaskPool = false
    }

    private init<Value: Sendable, Event: Sendable>(
        on executor: (any TaskExecutor)?,
        receiving receive: ((Event, LuaStack) throws -> Void)?,
        _ work: @escaping @Sendable (_ report: @escaping @Sendable (Event) -> Void) async throws -> Value,
        then deliver: @escaping (Value, LuaStack) throws -> LuaReply
    ) {
        source = .work { ticket, handle in
            Task.detached(executorPreference: executor) {
                let outcome: Result<any Sendable, any Error>
                do {
                    outcome = .success(try await work { event in handle.post(.event(ticket, event)) })
                } catch {
                    outcome = .failure(error)
                }
                handle.post(.finished(ticket, outcome))
            }
        }
        delivery = Self.delivery(deliver)
        self.receive = receive.map { receive in
            { event, stack in
                if let event = event as? Event {
                    try receive(event, stack)
                }
            }
        }
        isShielded = false
        needsTaskPool = executor == nil
    }

    private static func delivery<Value: Sendable>(
        _ deliver: @escaping (Value, LuaStack) throws -> LuaReply
    ) -> Delivery {
        .outcome { outcome, stack in
            // The work of this very wait produced the value.
            guard let value = try outcome.get() as? Value else {
                preconditionFailure("a wait got another wait's value")
            }
            return try deliver(value, stack)
        }
    }

    /// A wait for the scheduler itself.
    init(
        _ source: Source,
        isShielded: Bool = false,
        then deliver: @escaping (LuaStack) throws -> LuaReply = { _ in .results(0) }
    ) {
        self.source = source
        self.isShielded = isShielded
        delivery = .end(deliver)
        receive = nil
        needsTaskPool = false
    }

    /// A wait for what a host sends, event by event, which neither cancelling nor an interrupt ends.
    init<Event: Sendable>(
        inbox open: @escaping (_ ticket: TaskTree.ID) -> Void,
        receiving receive: @escaping (Event, LuaStack) -> Void
    ) {
        source = .inbox(open)
        isShielded = true
        delivery = .end { _ in .results(0) }
        self.receive = { event, stack in
            if let event = event as? Event { receive(event, stack) }
        }
        needsTaskPool = false
    }
}

extension LuaReply {
    /// Waits for `work`, then calls `deliver` on the Lua thread; it returns how many results it pushed.
    public static func wait<Value: Sendable>(
        on executor: (any TaskExecutor)? = nil,
        for work: @escaping @Sendable () async throws -> Value,
        deliver: @escaping (Value, LuaStack) throws -> Int
    ) -> LuaReply {
        .wait(LuaWait(on: executor, work, deliver: deliver))
    }

    /// Waits for so many seconds.
    public static func wait(seconds: Double) -> LuaReply {
        .wait(LuaWait(.time(Deadline(after: seconds))))
    }
}

final class InputWatch {
    let descriptors: [Int32]
    let deadline: Deadline?
    /// Those that can be read, once the wait is over.
    private(set) var readable: [Int32] = []

    init(_ descriptors: [Int32], deadline: Deadline?) {
        precondition(descriptors.count <= Int(BRIDGE_MAX_DESCRIPTORS))
        self.descriptors = descriptors
        self.deadline = deadline
    }

    /// Takes what `bridge_wait` returned.
    func note(_ bits: UInt32) {
        readable = descriptors.enumerated().filter { bits & (1 << UInt32($0.offset)) != 0 }.map(\.element)
    }
}

extension LuaStack {
    /// Waits in place until one of at most 8 descriptors can be read or has an error; tasks run meanwhile.
    ///
    /// - Returns: those descriptors; none when the time is over, which is never without `milliseconds`.
    package func waitForInput(on descriptors: [Int32], milliseconds: Int?) throws -> [Int32] {
        let watch = InputWatch(descriptors, deadline: milliseconds.map { Deadline(after: Double($0) / 1000) })
        push { _ in .wait(LuaWait(.input(watch))) }
        try call(arguments: 0, results: 0)
        return watch.readable
    }
}
