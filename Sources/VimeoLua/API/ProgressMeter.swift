internal import Synchronization
internal import Vimeo

/// Lets progress through to scripts at most ten times a second, never backwards, and the last always.
final class ProgressMeter: Sendable {
    private struct State {
        var last: ContinuousClock.Instant?
        var sent: Int64 = -1
    }

    private let state = Mutex(State())

    func lets(_ progress: UploadProgress) -> Bool {
        state.withLock { state in
            guard progress.sent > state.sent else { return false }
            let now = ContinuousClock.now
            if let last = state.last, now - last < .milliseconds(100), progress.sent < progress.total { return false }
            state.last = now
            state.sent = progress.sent
            return true
        }
    }
}
