import FoundationEssentials
import Platform

/// The clock, the waiting and the random numbers of a client; tests use their own.
struct Timing: Sendable {
    /// Seconds since 1970.
    var now: @Sendable () -> Int
    /// Waits that many seconds; throws if the task is cancelled.
    var sleep: @Sendable (Double) async throws -> Void
    /// A number from 0 up to 1.
    var random: @Sendable () -> Double
    /// Seconds of a clock that is never set.
    var uptime: @Sendable () -> Double = { Deadline.uptime }

    static let system = Timing(
        now: { Int(Date().timeIntervalSince1970) },
        sleep: { try await Transport.sleep($0) },
        random: { Double.random(in: 0..<1) }
    )
}
