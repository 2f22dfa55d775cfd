import Platform

/// What one answer says about the rate limit.
struct RateAnswer: Sendable {
    /// The longest wait that is believed: Vimeo's worst is a block of an hour.
    static let longestWait = 3600.0

    /// The window assumed where nothing believable is said: Vimeo counts by the minute.
    static let usualWindow = 60.0

    var status: Int
    var limit: Int?
    var remaining: Int?
    /// When the window ends, in seconds since 1970 by the server's clock.
    var reset: Int?
    /// The server's clock, from its `Date`; nil where nothing is compared with it.
    var date: Int?
    /// Our own clock, in seconds since 1970.
    var clock: Int
    /// Seconds to wait, from `Retry-After`.
    var retryAfter: Double?
    /// Whether the request asked for a change.
    var isChange = false

    /// Whether the count can be used: a limit of 0 is invalid, and a reset alone counts nothing.
    var hasCount: Bool {
        if let limit, limit <= 0 { return false }
        return limit != nil || remaining != nil
    }

    /// Whether the server refused because of the limit on all requests.
    ///
    /// Some changes have limits of their own (following, webinars, animated thumbnails): they answer 429 while the general
    /// count has something left, and do not hold the others back.
    var isRefusal: Bool { status == 429 && !(isChange && hasCount && (remaining ?? 0) > 0) }

    /// Seconds to wait after a refusal: as the server asks, a second if the end it names is past, else a usual window.
    var pause: Double {
        let isPast = reset.map { $0 < date ?? clock } ?? false
        let wait = retryAfter ?? secondsLeft ?? (isPast ? 1 : Self.usualWindow)
        return min(max(wait, 1), Self.longestWait)
    }

    /// Seconds until the window has certainly ended; nil if the answer says nothing that can be believed.
    ///
    /// Both clocks are cut to whole seconds, hence one more. Without a `Date` our own clock stands in, which may be
    /// wrong: then only an end within the usual window is believed.
    var secondsLeft: Double? {
        guard let reset else { return nil }
        let left = Double(reset) - Double(date ?? clock)
        guard left >= 0, date != nil || left <= Self.usualWindow else { return nil }
        return min(left, Self.longestWait) + 1
    }
}

extension RateAnswer {
    init(_ status: Int, _ headers: Headers, to method: Request.Method, clock: Int) {
        let limits = RateLimit(headers)
        // Only an end or a wait is compared with it.
        let isTimed = limits?.reset != nil || headers["Retry-After"] != nil
        let date = isTimed ? headers.date : nil
        self.init(
            status: status,
            limit: limits?.limit,
            remaining: limits?.remaining,
            reset: limits?.reset,
            date: date,
            clock: clock,
            retryAfter: RetryPolicy.retryAfter(headers, now: clock),
            isChange: ![.get, .head, .options].contains(method)
        )
    }
}
