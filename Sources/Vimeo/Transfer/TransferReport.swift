import Synchronization

/// Reports the progress of a transfer: every event to `onTransfer`, and numbers that only grow to the caller.
///
/// Both are called with a lock held, so that the events stay in order; they must not block. They cannot reach the report,
/// so the lock is never taken twice.
final class TransferReport: Sendable {
    /// Bytes counted from the start of the whole.
    typealias Progress = @Sendable (_ sent: Int64, _ confirmed: Int64, _ total: Int64?) -> Void

    private struct State {
        /// Whether `began` was reported: only once it is known where the transfer starts.
        var isBegun = false
        /// Pieces of earlier attempts may still be reported after their connection is gone.
        var attempt = 0
        /// Given to the connection in this attempt.
        var given: Int64 = 0
        var confirmed: Int64
        var total: Int64?
        /// What the caller was told last.
        var told: (sent: Int64, confirmed: Int64)
    }

    private static let lastID = Atomic(0)

    private let id = TransferReport.lastID.add(1, ordering: .relaxed).newValue
    private let kind: Transfer.Kind
    private let name: String
    private let onTransfer: (@Sendable (TransferEvent) -> Void)?
    private let onNotice: @Sendable (Notice) -> Void
    private let progress: Progress
    private let state: Mutex<State>

    /// - Parameters:
    ///   - confirmed: the bytes that were there before.
    ///   - total: all bytes, if that is known.
    init(
        _ kind: Transfer.Kind,
        _ name: String,
        confirmed: Int64 = 0,
        total: Int64?,
        configuration: Configuration,
        progress: @escaping Progress = { _, _, _ in }
    ) {
        self.kind = kind
        self.name = name
        onTransfer = configuration.onTransfer
        onNotice = configuration.onNotice
        self.progress = progress
        state = Mutex(State(confirmed: confirmed, total: total, told: (0, -1)))
    }

    /// A request begins to move bytes from that offset; returns the number of the attempt, for ``given(_:in:)``.
    @discardableResult
    func attempt(from offset: Int64) -> Int {
        state.withLock { state in
            begin(&state)
            state.attempt += 1
            state.given = offset
            return state.attempt
        }
    }

    /// The connection was given the bytes up to that offset.
    func given(_ offset: Int64, in attempt: Int) {
        state.withLock { state in
            guard attempt == state.attempt else { return }
            state.given = offset
            tell(&state)
        }
    }

    /// The attempt is over; returns up to where it gave bytes to the connection.
    @discardableResult
    func endAttempt() -> Int64 {
        state.withLock { state in
            state.attempt += 1
            return state.given
        }
    }

    /// The bytes that have arrived, at the server or on the disk; `total` if that is known only now or has changed.
    func confirmed(_ offset: Int64, of total: Int64? = nil) {
        state.withLock { state in
            state.confirmed = offset
            state.given = offset
            state.total = total ?? state.total
            begin(&state)
            tell(&state)
        }
    }

    /// It fails for now, and is retried.
    func waits(_ seconds: Double, because error: VimeoError) {
        state.withLock { state in
            begin(&state)
            if let onTransfer {
                onTransfer(.waits(id: id, seconds: seconds, reason: error.reason))
            } else {
                let text = "\(error.message); retrying in \(Wording.seconds(seconds))"
                onNotice(Notice(kind: .retry, message: text, seconds: seconds))
            }
        }
    }

    /// Reports how the transfer ends; nothing is reported after that.
    func watch<Value>(_ work: () async throws(VimeoError) -> Value) async throws(VimeoError) -> Value {
        do {
            let value = try await work()
            end { .ended(id: id, bytes: $0.confirmed) }
            return value
        } catch {
            end { _ in .failed(id: id, error) }
            throw error
        }
    }

    private func end(_ event: (State) -> TransferEvent) {
        state.withLock { state in
            begin(&state)
            state.attempt += 1
            onTransfer?(event(state))
        }
    }

    private func begin(_ state: inout State) {
        guard !state.isBegun else { return }
        state.isBegun = true
        let transfer = Transfer(id: id, kind: kind, name: name, total: state.total)
        onTransfer?(.began(transfer, confirmed: state.confirmed))
    }

    private func tell(_ state: inout State) {
        onTransfer?(.moved(id: id, sent: state.given, confirmed: state.confirmed, total: state.total))
        let best = (
            sent: max(state.told.sent, state.given, state.confirmed),
            confirmed: max(state.told.confirmed, state.confirmed)
        )
        guard best != state.told else { return }
        state.told = best
        progress(best.sent, best.confirmed, state.total)
    }
}
