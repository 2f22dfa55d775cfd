import Platform

/// What matters in an answer of a tus server.
struct TusAnswer: Sendable {
    /// A header that must be a whole number.
    enum Number: Sendable, Equatable {
        case missing
        /// There is a text, but it is not a number.
        case invalid
        case value(Int64)

        /// Digits only: no sign, no blank, no overflow (tus 1.0.0, `Upload-Offset`).
        init(_ text: String?) {
            guard let text else {
                self = .missing
                return
            }
            self = Int64(digits: text).map { .value($0) } ?? .invalid
        }
    }

    var status: Int
    var offset: Number
    var length: Number
    /// Seconds the server asks to wait.
    var retryAfter: Double?
    /// The answer as an error, for the cases where it is one.
    var error: VimeoError

    /// Whether this, as the answer to a HEAD, means that the server no longer knows the upload.
    var isLoss: Bool { status == 404 || status == 410 || status == 403 && offset == .missing }
}

extension TusAnswer {
    init(_ response: Response, now: Int) {
        self.init(
            status: response.status,
            offset: Number(response.headers["Upload-Offset"]),
            length: Number(response.headers["Upload-Length"]),
            retryAfter: RetryPolicy.retryAfter(response.headers, now: now),
            error: response.describedError()
        )
        if status == 412, let versions = response.headers["Tus-Version"] {
            error.message += "; the server speaks tus \(PlainText.oneLine(versions))"
        }
    }
}
