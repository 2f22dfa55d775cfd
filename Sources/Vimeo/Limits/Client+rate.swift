extension Client {
    /// What the answers so far say about the rate limit of this client's token, or of its app if there is no token.
    public var rate: RateState {
        let credentials = credentials
        let authorization = credentials.token.flatMap { $0.isEmpty ? nil : Self.bearer($0) } ?? (try? credentials.basic)
        guard let authorization else { return RateState() }
        return keeper(of: authorization).rate
    }

    static func bearer(_ token: String) -> String { "Bearer \(token)" }

    func keeper(of authorization: String) -> RateKeeper {
        keepers.keeper(of: authorization, at: root.origin, timing: configuration.timing)
    }

    /// Waits until a request that carries this `Authorization` may go; others have no limit to wait for.
    func enter(_ pass: inout RatePass?, authorization: String?) async throws(VimeoError) {
        guard let authorization else {
            pass = nil
            return
        }
        let keeper = keeper(of: authorization)
        var next = pass ?? RatePass(keeper: keeper, place: keeper.reserve(patience: configuration.maximumWait))
        // The client may have got another token meanwhile.
        if next.keeper !== keeper {
            next = RatePass(keeper: keeper, place: keeper.reserve(patience: configuration.maximumWait))
        }
        next.isRefused = false
        pass = next
        try await keeper.enter(next.place, onNotice: configuration.onNotice)
    }
}

/// What a client knows about the rate limit of its token.
public struct RateState: Sendable, Equatable {
    /// Requests allowed in a window; nil while unknown.
    public var limit: Int?

    /// Requests left in the current window, without those on their way; nil while unknown.
    public var remaining: Int?

    /// When the window ends, in seconds since 1970 by the server's clock; nil while unknown.
    public var reset: Int?

    /// Requests that are held back now.
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
