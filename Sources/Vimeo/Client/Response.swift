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

    /// The URL as messages may show it.
    let safeURL: String

    /// Texts that no message may repeat.
    let secrets: [String]

    /// Whether the status is 2xx.
    public var ok: Bool { (200..<300).contains(status) }
}
