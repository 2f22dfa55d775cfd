/// The current window of a rate limit, as far as the server's answers tell.
///
/// Requests are numbered in the order they went out. An answer to a request that went out after the current count came
/// is newer than that count and replaces it; answers that crossed each other on the way can only lower it.
struct RateWindow: Sendable {
    /// Resets that differ by less than this many seconds mean the same window: some servers round it up and down.
    private static let tolerance = 2

    /// Requests allowed in a window.
    private(set) var limit: Int?
    /// Requests left when the server last counted; those on their way are not in it.
    private(set) var remaining: Int
    /// When it ends by the server's clock.
    private(set) var reset: Int?
    /// When it ends by our own.
    private(set) var end: Double
    /// Whether it has ended, and nothing is known about the next one yet.
    private(set) var isOver = false
    /// Requests that had gone out when the count came.
    private var countedAt: Int

    /// The window an answer tells of; nil if it counts nothing.
    init?(_ answer: RateAnswer, sent: Int, now: Double) {
        guard answer.hasCount, let remaining = answer.remaining ?? answer.limit.map({ $0 - 1 }) else { return nil }
        limit = answer.limit
        self.remaining = max(0, remaining)
        reset = answer.reset
        end = now + (answer.secondsLeft ?? RateAnswer.usualWindow)
        countedAt = sent
    }

    /// So few requests are left that they should be spread over the rest of the window.
    var fewLeft: Int { max(1, (limit ?? 100) / 10) }

    /// Whether a request went out after the current count came, or after the window ended.
    func isNewer(_ number: Int) -> Bool { number >= countedAt }

    /// Learns from the answer to request `number`.
    mutating func learn(_ answer: RateAnswer, number: Int, sent: Int, now: Double) {
        guard let next = RateWindow(answer, sent: sent, now: now) else { return }
        let isNewer = isNewer(number)
        let shift = reset.flatMap { old in next.reset.map { $0.subtractingReportingOverflow(old).partialValue } } ?? 0
        let isPast = shift < -Self.tolerance || (isOver && shift <= Self.tolerance)
        if isPast, !isNewer { return }
        if isPast || shift > Self.tolerance {
            self = next
            return
        }
        limit = next.limit ?? limit
        if shift > 0 {
            // Where each request counts for a minute of its own, the end moves on little by little.
            (reset, end) = (next.reset, next.end)
        } else if shift == 0, answer.secondsLeft != nil {
            end = min(end, next.end)
        }
        guard answer.remaining != nil else {
            spend()
            return
        }
        if isNewer || next.remaining < remaining {
            remaining = next.remaining
            countedAt = sent
        }
    }

    /// Counts a request whose answer does not say that it was counted.
    mutating func spend() { remaining = max(0, remaining - 1) }

    /// Its time is over; what was left may still be used while nothing better is known.
    mutating func expire(sent: Int) {
        isOver = true
        countedAt = sent
    }
}
