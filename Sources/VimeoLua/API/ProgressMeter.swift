internal import Synchronization

/// Lets progress through to scripts at most ten times a second, never backwards, and the last always.
final class ProgressMeter: Sendable {
    private struct State {
        var last: ContinuousClock.Instant?
        var sent: Int64 = -1
    }

    private let state = Mutex(State())

    func lets(_ sent: Int64, of total: Int64?) -> Bool {
        state.withLock { state in
            guard sent > state.sent else { return false }
            let now = ContinuousClock.now
            let isLast = total.map { sent >= $0 } ?? false
            if let last = state.last, now - last < .milliseconds(100), !isLast { return false }
            state.last = now
            state.sent = sent
            return true
        }
    }
}
