extension Client {
    /// What is known about the rate limit of this client's token, or of its app if there is no token.
    ///
    /// It is learned from the answers, so nothing is known before the first one.
    public var rate: RateState {
        let credentials = credentials
        let authorization = credentials.token.flatMap { $0.isEmpty ? nil : Self.bearer($0) } ?? credentials.basic
        guard let authorization else { return RateState() }
        return keeper(of: authorization).rate
    }

    static func bearer(_ token: String) -> String { "Bearer \(token)" }

    func keeper(of authorization: String) -> RateKeeper {
        keepers.keeper(of: authorization, at: root.origin, timing: configuration.timing)
    }

    /// Waits for the turn of a request that carries this `Authorization`; others have no limit to wait for.
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
