/// Counts the requests of each caller by minutes.
struct RateLimiter: Sendable {
    struct Count: Sendable {
        let limit: Int
        let remaining: Int
        /// When the next minute begins.
        let reset: String
        let isExceeded: Bool
    }

    private struct Window {
        let end: Instant
        /// The end as it is shown.
        let text: String
        var used = 0

        init(_ end: Instant) {
            self.end = end
            text = end.iso8601
        }
    }

    /// Shown where nothing is refused: more than anybody sends in a minute.
    private static let generous = 100_000_000

    private var windows: [String: Window] = [:]

    /// Counts one request; a caller's minute begins with its first request.
    mutating func take(_ caller: String, limit: Int?, now: Instant) -> Count {
        let limit = limit ?? Self.generous
        var window = windows[caller].flatMap { now < $0.end ? $0 : nil } ?? Window(now + .seconds(60))
        window.used += 1
        windows[caller] = window
        return Count(
            limit: limit,
            remaining: max(0, limit - window.used),
            reset: window.text,
            isExceeded: window.used > limit
        )
    }
}
