extension Request {
    /// The HTTP methods the API knows.
    public enum Method: String, Sendable, CaseIterable {
        /// Reads.
        case get = "GET"
        /// Reads the headers only.
        case head = "HEAD"
        /// Asks what is possible.
        case options = "OPTIONS"
        /// Creates.
        case post = "POST"
        /// Puts in place.
        case put = "PUT"
        /// Changes.
        case patch = "PATCH"
        /// Removes.
        case delete = "DELETE"

        /// Whether doing it twice is the same as doing it once (RFC 9110, 9.2.2).
        public var isIdempotent: Bool { self != .post && self != .patch }
    }

    /// What a request shows of who we are.
    enum Signing: Sendable {
        /// The token, to the API's own origin only.
        case automatic
        /// Client id and secret, as every grant wants it.
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

        /// Makes a parameter.
        public init(_ name: String, _ value: QueryValue) {
            self.name = name
            self.value = value
        }
    }

    /// What a request carries.
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
