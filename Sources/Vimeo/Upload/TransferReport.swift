import Synchronization

/// Tells how a transfer gets on: every event to those who watch all transfers, and what only grows to the caller.
///
/// Both are called with a lock held, so that nothing overtakes anything; they must not block.
final class TransferReport: Sendable {
    private struct State {
        /// Whether the watchers know of the transfer: they hear of it when it is known where it starts.
        var isBegun = false
        /// Pieces of earlier attempts may still be reported when their connection is long gone.
        var attempt = 0
        /// Given to the connection in this attempt.
        var given: Int64 = 0
        var confirmed: Int64 = 0
        var best = UploadProgress(sent: 0, confirmed: 0, total: 0)
    }

    private static let lastID = Atomic(0)

    private let transfer: Transfer
    private let onTransfer: (@Sendable (TransferEvent) -> Void)?
    private let onNotice: @Sendable (Notice) -> Void
    private let progress: @Sendable (UploadProgress) -> Void
    private let state: Mutex<State>

    init(
        _ kind: Transfer.Kind,
        _ source: any ByteSource,
        confirmed: Int64,
        configuration: Configuration,
        progress: @escaping @Sendable (UploadProgress) -> Void
    ) {
        transfer = Transfer(id: Self.nextID(), kind: kind, name: source.name, total: source.size)
        onTransfer = configuration.onTransfer
        onNotice = configuration.onNotice
        self.progress = progress
        state = Mutex(State(confirmed: confirmed, best: UploadProgress(sent: 0, confirmed: 0, total: source.size)))
    }

    /// A number that no other transfer of this process has.
    static func nextID() -> Int { lastID.add(1, ordering: .relaxed).newValue }

    /// A request begins to send from that offset.
    ///
    /// - Returns: the number of the attempt, for ``given(_:in:)``.
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

    /// The attempt is over.
    ///
    /// - Returns: up to where it gave bytes to the connection.
    func finish() -> Int64 {
        state.withLock { state in
            state.attempt += 1
            return state.given
        }
    }

    /// What the server has.
    func confirmed(_ offset: Int64) {
        state.withLock { state in
            state.confirmed = offset
            state.given = offset
            begin(&state)
            tell(&state)
        }
    }

    func waits(_ seconds: Double, because error: VimeoError) {
        state.withLock { state in
            begin(&state)
            if let onTransfer {
                onTransfer(.waits(id: transfer.id, seconds: seconds, reason: error.reason))
            } else {
                let text = "\(error.message); going on in \(Wording.seconds(seconds))"
                onNotice(Notice(kind: .retry, message: text, seconds: seconds))
            }
        }
    }

    /// Tells how the transfer ends.
    func watch<Value>(_ work: () async throws(VimeoError) -> Value) async throws(VimeoError) -> Value {
        do {
            let value = try await work()
            state.withLock { state in
                begin(&state)
                onTransfer?(.ended(id: transfer.id, bytes: transfer.total ?? 0))
            }
            return value
        } catch {
            // Nothing may come after it.
            state.withLock { state in
                begin(&state)
                state.attempt += 1
                onTransfer?(.failed(id: transfer.id, error))
            }
            throw error
        }
    }

    private func begin(_ state: inout State) {
        guard !state.isBegun else { return }
        state.isBegun = true
        onTransfer?(.began(transfer, confirmed: state.confirmed))
    }

    private func tell(_ state: inout State) {
        onTransfer?(
            .moved(id: transfer.id, sent: state.given, confirmed: state.confirmed, total: transfer.total)
        )
        state.best.confirmed = max(state.best.confirmed, state.confirmed)
        state.best.sent = max(state.best.sent, state.given, state.confirmed)
        progress(state.best)
    }
}
