import FoundationEssentials

extension Instant {
    /// The machine's time.
    static var machine: Instant {
        Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
