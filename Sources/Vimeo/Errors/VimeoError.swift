/// Why a request, a sign-in or a file transfer failed: what happened, and what to do about it.
///
/// No field ever holds a token, a client secret or the signature of a link.
///
/// ```swift
/// do {
///     _ = try await client.send(Request(.get, "/me"))
/// } catch {
///     print(error.message, error.hint ?? "", error.isTransient)
/// }
/// ```
public struct VimeoError: Error, Sendable, Equatable {
    /// The families of failures, named as scripts see them.
    public enum Kind: String, Sendable, CaseIterable {
        /// Vimeo refused the request.
        case api
        /// There is no usable sign-in.
        case auth
        /// Too many requests.
        case rateLimit = "rate_limit"
        /// No connection, or no usable answer.
        case network
        /// Nothing moved for too long.
        case timeout
        /// The task was cancelled.
        case cancelled
        /// A file transfer could not continue.
        case upload
        /// A local file cannot be used.
        case file
        /// The script was not given this permission.
        case permission
        /// The call itself is invalid; no request was made.
        case usage
    }

    /// The cause of an error, finer than its kind and as stable, as scripts see it: `dns`, `no_token`.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The code as scripts see it.
        public let rawValue: String

        /// The code of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The code as scripts see it.
        public var description: String { rawValue }
    }

    /// The family of the failure.
    public var kind: Kind

    /// The cause where a finer one is known, else the kind.
    public var code: Code

    /// One readable line: what was tried, and what went wrong.
    public var message: String

    /// What the user can do about it, if anything is known.
    public var hint: String?

    /// The HTTP status, if there was an answer.
    public var statusCode: Int?

    /// Vimeo's own `error_code`.
    public var errorCode: Int?

    /// Vimeo's text for developers.
    public var developerMessage: String?

    /// The parameters Vimeo refused.
    public var invalidParameters: [InvalidParameter] = []

    /// The HTTP method of the failed request.
    public var method: String?

    /// The URL of the failed request, without secrets.
    public var url: String?

    /// Whether the same call may succeed later: connection failures, time-outs, 408, 429 and 5xx.
    public var isTransient: Bool

    /// Whether it is certain that the request never reached the server.
    var isUnsent = false

    /// Creates an error; `code` defaults to the kind's name.
    public init(
        _ kind: Kind,
        code: Code? = nil,
        _ message: String,
        hint: String? = nil,
        method: String? = nil,
        url: String? = nil,
        isTransient: Bool = false
    ) {
        self.kind = kind
        self.code = code ?? Code(rawValue: kind.rawValue)
        self.message = message
        self.hint = hint
        self.method = method
        self.url = url
        self.isTransient = isTransient
    }

    /// Creates an error about an answer that `answer` describes: the same request, the same status.
    init(_ kind: Kind, code: Code, _ message: String, hint: String, isTransient: Bool = false, of answer: VimeoError) {
        self.init(kind, code: code, message, hint: hint, isTransient: isTransient)
        (method, url, statusCode) = (answer.method, answer.url, answer.statusCode)
    }
}

/// One entry of Vimeo's `invalid_parameters`.
public struct InvalidParameter: Sendable, Equatable {
    /// The name of the parameter, with dots for nesting (`privacy.download`).
    public var field: String

    /// Vimeo's code for this parameter, which may tell more than the outer one.
    public var code: Int?

    /// Vimeo's text about it.
    public var message: String?
}

extension VimeoError {
    /// The same error of a request that certainly never reached the server.
    var unsent: VimeoError {
        var error = self
        error.isUnsent = true
        return error
    }

    /// The same error with something more that the user can do, or should know.
    func adding(hint text: String) -> VimeoError {
        var error = self
        error.hint = hint.map { "\($0); \(text)" } ?? text
        return error
    }

    /// An answer that should have been JSON: a page that came instead is quoted, else `reason` says what is wrong.
    package static func notJSON(_ body: [UInt8], _ reason: String = "", method: String, url: String) -> VimeoError {
        let isPage = body.first { $0 > 0x20 } == UInt8(ascii: "<")
        let cause = isPage || reason.isEmpty ? PlainText.firstLine(of: body) : reason
        return VimeoError(
            .network,
            code: .notJSON,
            "\(method) \(url): the answer is not JSON\(cause.isEmpty ? "" : ": \(cause)")",
            hint: isPage
                ? "a network that asks for a sign-in first, or a proxy, has answered; open a web page in a browser"
                : "retry the request",
            method: method,
            url: url,
            isTransient: true
        )
    }

    /// What to do about a POST or PATCH that got no answer or a server's failure, and must not be made twice blindly.
    var hintToCheck: String {
        let start = url?.firstRange(of: "://").map { $0.upperBound }
        let path = start.flatMap { url?[$0...].drop { $0 != "/" }.prefix { $0 != "?" } } ?? ""
        return "it may still have taken effect; check \(path) before you repeat it"
    }

    /// The message without the request it begins with, for places that are narrow.
    var reason: String {
        guard let method, let url else { return message }
        return String(message.trimmingPrefix("\(method) \(url): "))
    }

    /// Whether another attempt at a transfer may succeed.
    ///
    /// Only trust in the server does not return by itself; what is not HTTP may come from a network that wants a sign-in.
    var isRetryable: Bool {
        switch kind {
        case .network: code != .tls || isTransient
        case .timeout: true
        default: isTransient
        }
    }
}

extension VimeoError: CustomStringConvertible {
    /// The message, and the hint in brackets.
    public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}
