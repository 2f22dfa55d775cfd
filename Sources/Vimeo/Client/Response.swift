import Platform

/// An answer, whatever its status.
public struct Response: Sendable {
    /// The HTTP status.
    public var status: Int

    /// The header fields, in order.
    public var headers: Headers

    /// The body, decompressed.
    public var body: [UInt8]

    /// The URL that answered, after redirects.
    public var url: String

    /// The method of the request that was answered.
    public var method: Request.Method

    /// What the answer says about the rate limit, if it says anything.
    public var rateLimit: RateLimit?

    /// The URL as messages may show it, and the texts that none may repeat.
    let shown: ShownURL

    /// The URL as messages may show it.
    var safeURL: String { shown.text }

    /// Texts that no message may repeat.
    var secrets: [String] { shown.secrets }

    /// Whether the status is 2xx.
    public var ok: Bool { (200..<300).contains(status) }
}

/// The `X-RateLimit-*` headers of an answer.
public struct RateLimit: Sendable, Equatable {
    /// Requests allowed in the current window.
    public var limit: Int?

    /// Requests left in it.
    public var remaining: Int?

    /// When the window ends, in seconds since 1970; Vimeo writes ISO 8601 or a number, and both are read.
    public var reset: Int?

    /// Reads the headers; nil if there are none.
    init?(_ headers: Headers) {
        limit = headers["X-RateLimit-Limit"].flatMap { Int($0) }
        remaining = headers["X-RateLimit-Remaining"].flatMap { Int($0) }
        reset = headers["X-RateLimit-Reset"].flatMap { Timestamp.epoch($0) }
        if limit == nil, remaining == nil, reset == nil { return nil }
    }
}
