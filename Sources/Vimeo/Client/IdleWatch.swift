/// Whether a connection has been idle for too long.
///
/// Pure: it is told what happened, and when, in nanoseconds of any clock.
struct IdleWatch: Sendable {
    /// Nanoseconds without a move that are too many.
    let limit: Int64

    private var lastMove: Int64

    /// Bytes the other side has acknowledged; nil where the system does not tell.
    private var acknowledged: UInt64?

    /// Whether the other side spoke last, so that a write begins something new.
    private var isAnswered = true

    init(limit: Int64, now: Int64) {
        self.limit = limit
        lastMove = now
    }

    mutating func received(at now: Int64) {
        lastMove = now
        isAnswered = true
    }

    /// Bytes were handed to the kernel: no move yet, unless nothing was on its way, or nothing better is known.
    mutating func wrote(at now: Int64) {
        if isAnswered || acknowledged == nil { lastMove = now }
        isAnswered = false
    }

    mutating func acknowledged(_ bytes: UInt64?, at now: Int64) {
        if bytes != acknowledged { lastMove = now }
        acknowledged = bytes
    }

    func isOver(at now: Int64) -> Bool { now - lastMove >= limit }
}
