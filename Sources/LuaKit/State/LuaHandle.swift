internal import CLuaBridge
internal import Platform
internal import Synchronization

/// What other threads may do with a Lua state: hand it results, wake it, interrupt it.
public final class LuaHandle: Sendable {
    private struct Shared {
        // An address, since pointers are not Sendable. Used under the lock only; 0 once the state is closed.
        var address: UInt
        var context: OpaquePointer? { OpaquePointer(bitPattern: address) }
        var messages: [Message] = []
        var droppedReferences: [Int32] = []
    }

    enum Message: Sendable {
        case finished(TaskTree.ID, Result<any Sendable, any Error>)
        case event(TaskTree.ID, any Sendable)
        /// A task has to end.
        case stop(TaskTree.ID)
    }

    private let shared: Mutex<Shared>
    /// The threads that are about to wake the state, which is closed only when there are none.
    private let waking = Atomic(0)

    init(context: OpaquePointer?) {
        shared = Mutex(Shared(address: UInt(bitPattern: context)))
    }

    /// How far an interrupt reaches, with the numbers of the bridge.
    public enum Reach: Int32, Sendable {
        /// Raises `interrupted!` once; a `pcall` may catch it, as in the stand-alone interpreter.
        case once = 1
        /// Raises until the outermost call has ended, so that no `pcall` can continue.
        case untilTop = 2
        /// The same, with the message `timed out!`.
        case timeout = 3
    }

    /// Stops what the state is running, coroutines and waits included, with an error.
    public func interrupt(_ reach: Reach) {
        shared.withLock { shared in
            guard let context = shared.context else { return }
            bridge_interrupt(context, reach.rawValue)
        }
    }

    /// Ends a task and those it started by force, so that no `pcall` can continue; other tasks run on.
    func stop(_ task: TaskTree.ID) {
        post(.stop(task))
        shared.withLock { shared in
            if let context = shared.context { bridge_look(context) }
        }
    }

    func post(_ message: Message) {
        let address: UInt? = shared.withLock { shared in
            guard shared.address != 0 else { return nil }
            shared.messages.append(message)
            guard shared.messages.count == 1 else { return nil }
            waking.add(1, ordering: .relaxed)
            return shared.address
        }
        // Without the lock: Lua's thread wants it as soon as it wakes.
        guard let address else { return }
        bridge_wake(OpaquePointer(bitPattern: address))
        waking.subtract(1, ordering: .releasing)
    }

    func takeMessages() -> [Message] {
        // Releasing a message may release a Lua reference, which comes back here: never under
        // the lock.
        shared.withLock { shared in
            defer { shared.messages = [] }
            return shared.messages
        }
    }

    func drop(reference: Int32) {
        shared.withLock { shared in
            guard shared.context != nil else { return }
            shared.droppedReferences.append(reference)
        }
    }

    func takeDroppedReferences() -> [Int32] {
        shared.withLock { shared in
            defer { shared.droppedReferences = [] }
            return shared.droppedReferences
        }
    }

    func retire() {
        let old = shared.withLock { shared in
            defer { shared = Shared(address: 0) }
            return shared
        }
        while waking.load(ordering: .acquiring) != 0 { sched_yield() }
        // Released here, without the lock.
        withExtendedLifetime(old) {}
    }
}
