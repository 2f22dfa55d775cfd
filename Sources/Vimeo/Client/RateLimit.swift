/// The `X-RateLimit-*` headers of an answer.
public struct RateLimit: Sendable, Equatable {
    /// Requests allowed in the present window.
    public var limit: Int?

    /// Requests left in it.
    public var remaining: Int?

    /// When the window ends, in seconds since 1970.
    ///
    /// Vimeo writes it as ISO 8601 or as a number; both are read.
    public var reset: Int?

    /// Reads the headers; nil if there are none.
    init?(_ headers: Headers) {
        limit = headers["X-RateLimit-Limit"].flatMap { Int($0) }
        remaining = headers["X-RateLimit-Remaining"].flatMap { Int($0) }
        reset = headers["X-RateLimit-Reset"].flatMap { Timestamp.epoch($0) }
        if limit == nil, remaining == nil, reset == nil { return nil }
    }
}
