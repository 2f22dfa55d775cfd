/// The failures of a transfer since there last was progress; pure.
struct FailureCount: Sendable {
    private let policy: RetryPolicy
    private(set) var failures = 0
    /// The greatest offset so far: only beyond it there is progress.
    private var furthest: Int64

    /// - Parameter offset: where the transfer begins.
    init(retries: Int, from offset: Int64 = 0) {
        policy = RetryPolicy(retries: retries)
        furthest = offset
    }

    /// Forgets the failures if that offset is progress; returns whether it is.
    @discardableResult
    mutating func progress(to offset: Int64) -> Bool {
        guard offset > furthest else { return false }
        furthest = offset
        failures = 0
        return true
    }

    /// Counts a failure; returns whether the transfer may try again at once.
    mutating func mayRetry() -> Bool {
        failures += 1
        return failures <= policy.retries
    }

    /// Counts a failure; returns the seconds to wait before the next attempt, or nil to give up.
    ///
    /// - Parameters:
    ///   - asked: the seconds that the server asks for.
    ///   - random: from 0 up to 1, for the back-off.
    mutating func wait(asked: Double?, random: Double) -> Double? {
        guard mayRetry() else { return nil }
        let wait = asked ?? policy.backOff(failures, random: random)
        return wait <= policy.budget ? wait : nil
    }
}
