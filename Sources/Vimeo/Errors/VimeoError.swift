/// Why a request, a sign-in or a file transfer failed: what happened, and what to do about it.
///
/// No field ever holds a token, a client secret or the signature of a link.
public struct VimeoError: Error, Sendable, Equatable {
    /// The family of the failure.
    public var kind: Kind

    /// A finer, stable word for the cause where one is known (`dns`, `refused`, `reset`, `tls`, `truncated`, …), else the kind.
    public var code: String

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
    public var invalidParameters: [InvalidParameter]

    /// The HTTP method of the failed request.
    public var method: String?

    /// The URL of the failed request, without secrets.
    public var url: String?

    /// Whether the same call may well succeed later: connection trouble, a time-out, 408, 429 and 5xx.
    public var isTransient: Bool

    /// Makes an error.
    ///
    /// `code` defaults to the kind's name.
    public init(
        _ kind: Kind,
        code: String? = nil,
        _ message: String,
        hint: String? = nil,
        method: String? = nil,
        url: String? = nil,
        isTransient: Bool = false
    ) {
        self.kind = kind
        self.code = code ?? kind.rawValue
        self.message = message
        self.hint = hint
        self.invalidParameters = []
        self.method = method
        self.url = url
        self.isTransient = isTransient
    }

    /// Makes an error about an answer that `answer` describes: the same request, the same status.
    init(_ kind: Kind, code: String, _ message: String, hint: String, isTransient: Bool = false, of answer: VimeoError)
    {
        self.init(
            kind,
            code: code,
            message,
            hint: hint,
            method: answer.method,
            url: answer.url,
            isTransient: isTransient
        )
        statusCode = answer.statusCode
    }
}

extension VimeoError {
    /// The same error with something more that the user can do, or should know.
    func adding(hint text: String) -> VimeoError {
        var error = self
        error.hint = hint.map { "\($0); \(text)" } ?? text
        return error
    }

    /// The error of a request that must not be made twice and may have been carried out, though no answer came.
    var unanswered: VimeoError {
        guard kind == .network || kind == .timeout else { return self }
        var error = self
        error.hint = "it may have been done all the same; look before you try again"
        return error
    }
}

extension VimeoError: CustomStringConvertible {
    /// The message, and the hint in brackets.
    ///
    public var description: String {
        guard let hint else { return message }
        return "\(message) (\(hint))"
    }
}
