import Synchronization

/// A clock that only tests move.
final class ManualClock: Sendable {
    private let time = Mutex<Int64>(1_000_000)

    var now: Int64 {
        time.withLock { $0 }
    }

    func advance(milliseconds: Int64) {
        time.withLock { $0 += milliseconds }
    }
}
