/// What a client knows about the rate limit of its token.
public struct RateState: Sendable, Equatable {
    /// Requests allowed in a window; nil while unknown.
    public var limit: Int?

    /// Requests left in the present window, those on their way taken off; nil while unknown.
    public var remaining: Int?

    /// When the window ends, in seconds since 1970 by the server's clock; nil while unknown.
    public var reset: Int?

    /// Requests that wait for their turn now.
    public var waiting = 0
}

extension RateGovernor {
    /// What is known at that time.
    func state(now: Double) -> RateState {
        var copy = self
        copy.advance(to: now)
        var state = RateState(limit: copy.window?.limit, waiting: line.count)
        if let window = copy.window, !window.isOver {
            state.remaining = max(0, window.remaining - flights.count)
            state.reset = window.reset
        }
        if copy.hold != nil { state.remaining = 0 }
        return state
    }
}
