import Synchronization

/// A limit in bytes per second that all transfers holding it share.
final class Bandwidth: Sendable {
    /// The bytes to ask for at a time: an eighth of a second's worth, so that even a slow connection never seems idle.
    let portion: Int

    /// How long one of the transfers may pause between two portions, in seconds: each that may run at the same time has its turn.
    ///
    /// Meanwhile its connection looks idle.
    let longestPause: Double

    private let timing: Timing
    private let schedule: Mutex<Schedule>

    /// - Parameter rate: bytes per second, at least 1.
    init(rate: Int64, timing: Timing) {
        portion = Int(min(max(rate / 8, 1), Int64(FilePieces.size)))
        longestPause = Double(Transport.places * portion) / Double(rate)
        schedule = Mutex(Schedule(rate: rate))
        self.timing = timing
    }

    /// Returns when that many bytes may be sent or read; throws if the task is cancelled.
    func wait(for bytes: Int) async throws {
        let seconds = schedule.withLock { $0.reserve(bytes, now: timing.uptime()) }
        if seconds > 0 { try await timing.sleep(seconds) }
    }

    /// Divides the time of a connection with limited bandwidth; pure: the caller passes the time.
    struct Schedule: Sendable {
        /// Bytes per second.
        let rate: Double

        /// Unused bandwidth can be made up for this many seconds later, so that late timers do not lower the rate.
        static let slack = 0.1

        /// When everything reserved so far is sent.
        private var free = -Double.infinity

        init(rate: Int64) { self.rate = Double(rate) }

        /// The seconds to wait before that many bytes may be sent.
        mutating func reserve(_ bytes: Int, now: Double) -> Double {
            let start = max(free, now - Self.slack)
            free = start + Double(bytes) / rate
            return max(0, start - now)
        }
    }
}

/// The limits in use by one client: transfers that run at the same time with the same limit share it.
final class Bandwidths: Sendable {
    private struct Entry {
        weak var bandwidth: Bandwidth?
    }

    private let entries = Mutex<[Int: Entry]>([:])

    /// - Parameter limit: bytes per second; nil for no limit. Less than 1 is a usage error.
    func bandwidth(_ limit: Int64?, timing: Timing) throws(VimeoError) -> Bandwidth? {
        guard let limit else { return nil }
        guard limit > 0 else {
            throw VimeoError(.usage, "the limit must be at least 1 byte per second", hint: "leave it out for no limit")
        }
        return entries.withLock { entries in
            let key = Int(limit)
            if let present = entries[key]?.bandwidth { return present }
            entries = entries.filter { $0.value.bandwidth != nil }
            let bandwidth = Bandwidth(rate: limit, timing: timing)
            entries[key] = Entry(bandwidth: bandwidth)
            return bandwidth
        }
    }
}
