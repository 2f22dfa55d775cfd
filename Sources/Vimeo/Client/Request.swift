/// One call to the API, or to any other URL.
///
/// ```swift
/// let answer = try await client.send(Request(.get, "/me/videos", query: [.init("per_page", .integer(10))]))
/// ```
public struct Request: Sendable {
    /// The HTTP method.
    public var method: Method

    /// A URI such as `/videos/1` (a missing first slash is added), or an absolute URL.
    public var path: String

    /// Parameters added to the URL, in this order.
    public var query: [Parameter]

    /// Headers of the caller; those that frame the message (`Host`, `Content-Length`, …) are refused.
    public var headers: Headers

    /// What is sent with it.
    public var body: Body

    /// Seconds without progress after which the request fails; nil means the client's own limit.
    public var timeout: Double?

    /// How often the request may be retried; nil means the client's own number.
    public var retries: Int?

    /// The most bytes the body of the answer may have, after decompression; nil means the client's own limit, which is
    /// never exceeded.
    public var largestBody: Int?

    /// Set where a 503 proves that nothing was done, so that even a POST may be retried.
    var isUnavailableHarmless = false

    /// How the request is signed.
    var signing = Signing.automatic

    /// Whether the path is a link that the API gave, not one that the caller named.
    var isToGivenLink = false

    /// A part of a file that is streamed as the body; it stands in place of `body`.
    var file: FileSlice?

    /// HEAD to a secret link asks that very place how far an upload is.
    var followsRedirects: Bool { method == .get || method == .head && signing != .secretLink }

    /// Creates a request; everything but the method and the path is optional.
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

extension Request {
    /// The HTTP methods the API knows.
    public enum Method: String, Sendable, CaseIterable {
        /// Reads.
        case get = "GET"
        /// Reads the headers only.
        case head = "HEAD"
        /// Asks which methods a path takes.
        case options = "OPTIONS"
        /// Creates.
        case post = "POST"
        /// Replaces, or creates at that place.
        case put = "PUT"
        /// Changes.
        case patch = "PATCH"
        /// Removes.
        case delete = "DELETE"

        /// Whether doing it twice is the same as doing it once (RFC 9110, 9.2.2).
        public var isIdempotent: Bool { self != .post && self != .patch }
    }

    /// Which credentials a request carries.
    enum Signing: Sendable {
        /// The token, to the API's own origin only.
        case automatic
        /// Client id and secret, as every grant requires.
        case basic
        /// Nothing, and no redirects: the link is a secret of its own (uploads, pictures).
        case secretLink
    }

    /// A named value in the query.
    public struct Parameter: Sendable, Hashable {
        /// The name, not encoded.
        public var name: String
        /// The value, not encoded.
        public var value: QueryValue

        /// Creates a parameter.
        public init(_ name: String, _ value: QueryValue) {
            self.name = name
            self.value = value
        }
    }

    /// The body of a request.
    public enum Body: Sendable {
        /// Nothing.
        case none
        /// A JSON text in UTF-8.
        case json([UInt8])
        /// Bytes as they are, with the given `Content-Type`, if any.
        case raw([UInt8], contentType: String?)

        var contentType: String? {
            switch self {
            case .none: nil
            case .json: "application/json"
            case .raw(_, let type): type
            }
        }
    }
}

/// A value in a query string.
public enum QueryValue: Sendable, Hashable {
    /// A text, encoded as needed.
    case string(String)
    /// A whole number.
    case integer(Int64)
    /// A number; written in the shortest form that reads back the same.
    case number(Double)
    /// `true` or `false`.
    case boolean(Bool)
    /// Several values, joined with commas.
    case list([QueryValue])

    /// The value as text, not yet encoded.
    var text: String {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): Int64(exactly: number).map { String($0) } ?? String(number)
        case .boolean(let flag): String(flag)
        case .list(let values): values.map(\.text).joined(separator: ",")
        }
    }
}
