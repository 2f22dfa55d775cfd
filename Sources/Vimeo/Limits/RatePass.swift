/// A request's way through the rate limit, over all its attempts.
struct RatePass: Sendable {
    let keeper: RateKeeper
    let place: RatePlace
    /// Whether the last attempt was refused because of the limit.
    var isRefused = false
}
