import Synchronization

/// The keepers of a client and of all clients derived from it: one for each API and token.
final class RateKeepers: Sendable {
    private struct Key: Hashable {
        var origin: Origin
        /// The `Authorization` field; it stays in memory.
        var authorization: String
    }

    private let keepers = Mutex<[Key: RateKeeper]>([:])

    /// The keeper of a token; it is made when it is first asked for.
    func keeper(of authorization: String, at origin: Origin, timing: Timing) -> RateKeeper {
        keepers.withLock { keepers in
            let key = Key(origin: origin, authorization: authorization)
            if let keeper = keepers[key] { return keeper }
            let keeper = RateKeeper(timing: timing)
            keepers[key] = keeper
            return keeper
        }
    }
}
