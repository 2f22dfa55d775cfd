/// Counts the requests of each caller by minutes.
struct RateLimiter: Sendable {
    struct Count: Sendable {
        let limit: Int
        let remaining: Int
        /// When the next minute begins.
        let reset: Instant
        let isExceeded: Bool
    }

    private struct Window {
        var end: Instant
        var used: Int
    }

    /// Shown where nothing is refused: more than anybody sends in a minute.
    private static let generous = 100_000_000

    private var windows: [String: Window] = [:]

    /// Counts one request; a caller's minute begins with its first request.
    mutating func take(_ caller: String, limit: Int?, now: Instant) -> Count {
        let limit = limit ?? Self.generous
        var window = windows[caller] ?? Window(end: now, used: 0)
        if now >= window.end { window = Window(end: now + .seconds(60), used: 0) }
        window.used += 1
        windows[caller] = window
        return Count(
            limit: limit,
            remaining: max(0, limit - window.used),
            reset: window.end,
            isExceeded: window.used > limit
        )
    }
}
