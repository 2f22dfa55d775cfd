import Synchronization

/// A limit in bytes per second that all transfers holding it share.
final class Bandwidth: Sendable {
    /// The bytes to ask for at a time: an eighth of a second's worth, so that even a slow line never seems idle.
    let portion: Int

    private let timing: Timing
    private let schedule: Mutex<BandwidthSchedule>

    /// - Parameter rate: bytes per second, at least 1.
    init(rate: Int64, timing: Timing) {
        portion = Int(min(max(rate / 8, 1), Int64(FilePieces.size)))
        schedule = Mutex(BandwidthSchedule(rate: rate))
        self.timing = timing
    }

    /// Returns when that many bytes may go; throws if the task is cancelled.
    func wait(for bytes: Int) async throws {
        let seconds = schedule.withLock { $0.reserve(bytes, now: timing.uptime()) }
        if seconds > 0 { try await timing.sleep(seconds) }
    }
}
