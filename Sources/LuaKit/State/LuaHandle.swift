internal import CLuaBridge
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

        var ticket: TaskTree.ID {
            switch self {
            case .finished(let ticket, _), .event(let ticket, _): ticket
            }
        }
    }

    private let shared: Mutex<Shared>

    init(context: OpaquePointer?) {
        shared = Mutex(Shared(address: UInt(bitPattern: context)))
    }

    /// How far an interrupt reaches.
    public enum Reach: Sendable {
        /// Raises `interrupted!` once; a `pcall` may catch it, as in the stand-alone interpreter.
        case once
        /// Raises until the outermost call has ended, so that no `pcall` can continue.
        case untilTop
        /// The same, with the message `timed out!`.
        case timeout

        var mode: Int32 {
            switch self {
            case .once: Int32(BRIDGE_ONCE.rawValue)
            case .untilTop: Int32(BRIDGE_UNTIL_TOP.rawValue)
            case .timeout: Int32(BRIDGE_TIMED_OUT.rawValue)
            }
        }
    }

    /// Stops what the state is running, coroutines and waits included, with an error.
    public func interrupt(_ reach: Reach) {
        shared.withLock { shared in
            guard let context = shared.context else { return }
            bridge_interrupt(context, reach.mode)
        }
    }

    func post(_ message: Message) {
        shared.withLock { shared in
            guard let context = shared.context else { return }
            shared.messages.append(message)
            if shared.messages.count == 1 {
                bridge_wake(context)
            }
        }
    }

    func takeMessages() -> [Message] {
        // Releasing a message may release a Lua reference, which comes back here: never under
        // the lock.
        shared.withLock { shared in
            let messages = shared.messages
            shared.messages = []
            return messages
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
            let references = shared.droppedReferences
            shared.droppedReferences = []
            return references
        }
    }

    func retire() {
        let messages = shared.withLock { shared in
            shared.address = 0
            shared.droppedReferences = []
            let messages = shared.messages
            shared.messages = []
            return messages
        }
        // Released here, without the lock.
        withExtendedLifetime(messages) {}
    }
}
