/// One call to the API, or to any other URL.
public struct Request: Sendable {
    /// The HTTP method.
    public var method: Method

    /// A URI such as `/videos/1` (a missing first slash is added), or an absolute URL.
    public var path: String

    /// Parameters added to the URL, in this order.
    public var query: [Parameter]

    /// Headers of the caller.
    ///
    /// Those that frame the message (`Host`, `Content-Length`, …) are refused.
    public var headers: Headers

    /// What is sent along.
    public var body: Body

    /// Seconds without progress after which the request fails; nil means the client's own limit.
    public var timeout: Double?

    /// How often the request may be repeated; nil means the client's own number.
    public var retries: Int?

    /// Set where a 503 proves that nothing was done, so that even a POST may be repeated.
    var isUnavailableHarmless = false

    /// How the request is signed.
    var signing = Signing.automatic

    /// A part of a file that is streamed as the body; it stands in place of `body`.
    var file: FileSlice?

    /// HEAD to a secret link asks that very place how far an upload is.
    var followsRedirects: Bool {
        method == .get || method == .head && signing != .secretLink
    }

    /// Makes a request; everything but the method and the path is optional.
    public init(
        _ method: Method,
        _ path: String,
        query: [Parameter] = [],
        headers: Headers = Headers(),
        body: Body = .none,
        timeout: Double? = nil,
        retries: Int? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.retries = retries
    }
}
