/// Hands out the time on a line of limited bandwidth.
///
/// Pure: the caller brings the clock.
struct BandwidthSchedule: Sendable {
    /// Bytes per second.
    let rate: Double

    /// What was not used can be made up for this many seconds later, so that late timers do not lower the rate.
    static let slack = 0.1

    /// When everything handed out so far is sent.
    private var free = -Double.infinity

    init(rate: Int64) {
        self.rate = Double(rate)
    }

    /// The seconds to wait before that many bytes may go.
    mutating func reserve(_ bytes: Int, now: Double) -> Double {
        let start = max(free, now - Self.slack)
        free = start + Double(bytes) / rate
        return max(0, start - now)
    }
}
