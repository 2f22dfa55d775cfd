import Platform

/// Whether and when a failed request is retried; pure: the caller passes the time and a random number.
struct RetryPolicy: Sendable {
    /// Retries, not counting the first attempt.
    var retries: Int

    /// Seconds of the first back-off, at most; it doubles with every attempt.
    var base = 0.5

    /// No back-off is longer.
    var longest = 20.0

    /// All waits of one request together, in seconds; asked to wait longer, it gives up at once.
    var budget = 300.0

    /// The result of an attempt.
    enum Outcome: Sendable {
        case answer(status: Int, headers: Headers)
        /// No answer.
        case failure(VimeoError)
    }

    /// Why there is a wait.
    enum Reason: Sendable, Equatable {
        case backOff
        case serverAsked
        case rateLimit
    }

    /// Seconds to wait before attempt number `attempt` + 1, from 1, or nil to stop.
    ///
    /// `now` stands in where the answer has no `Date`; `random` is from 0 up to 1, and asked for only where it is needed.
    func wait(
        after outcome: Outcome,
        request: Request,
        attempt: Int,
        waited: Double,
        now: Int,
        random: @autoclosure () -> Double
    ) -> (seconds: Double, reason: Reason)? {
        guard attempt <= retries, isRepeatable(outcome, request: request) else { return nil }
        let random = random()
        var result = (seconds: backOff(attempt, random: random), reason: Reason.backOff)
        if case .answer(let status, let headers) = outcome {
            let clock = headers.date ?? now
            if let seconds = Self.retryAfter(headers, now: now) {
                result = (seconds, status == 429 ? .rateLimit : .serverAsked)
            } else if status == 429, let reset = RateLimit(headers)?.reset, reset > clock {
                // A little more, so that tasks that wait together do not retry together.
                result = (Double(reset - clock) + random, .rateLimit)
            } else if status == 429 {
                result.reason = .rateLimit
            }
        }
        return waited + result.seconds <= budget ? result : nil
    }

    /// Exponential back-off with full jitter.
    func backOff(_ attempt: Int, random: Double) -> Double {
        var most = base
        for _ in 1..<max(attempt, 1) where most < longest { most *= 2 }
        return min(most, longest) * random
    }

    /// No server means more seconds than this, and the sum with a time fits every number.
    static let longestAsked = 1e9

    /// The seconds of `Retry-After`, given as a number or as an HTTP date, which is one of the server's own clock.
    ///
    /// `now` stands in where the answer has no `Date`.
    static func retryAfter(_ headers: Headers, now: Int) -> Double? {
        guard let text = headers["Retry-After"] else { return nil }
        if let seconds = Int(text), seconds >= 0 { return min(Double(seconds), longestAsked) }
        return Timestamp.httpDate(text).map { Double(max(0, $0 - (headers.date ?? now))) }
    }

    private func isRepeatable(_ outcome: Outcome, request: Request) -> Bool {
        switch outcome {
        case .answer(429, _): return true
        case .answer(503, let headers):
            return request.method.isIdempotent || request.isUnavailableHarmless || headers["Retry-After"] != nil
        case .answer(let status, _):
            return request.method.isIdempotent && [408, 500, 502, 504].contains(status)
        case .failure(let error):
            // A request that has waited long enough for the rate limit does not wait again.
            return error.isTransient && error.kind != .rateLimit && (request.method.isIdempotent || error.isUnsent)
        }
    }
}
