import Platform

/// What matters in the head of an answer that brings a file.
struct DownloadAnswer: Sendable {
    var status: Int
    /// The bytes of the body, if they are announced.
    var length: Int64?
    var range: ContentRange?
    /// What `If-Range` can name: a strong `ETag`, else a `Last-Modified` that is old enough to be certain.
    var validator: String?
    /// Whether the body is no longer the bytes of the file.
    var isEncoded = false
    /// Whether it is a web page, as gateways and sign-in walls send.
    var isPage = false
    /// Seconds the server asks to wait.
    var retryAfter: Double?
    /// The answer as an error, for the cases where it is one.
    var error: VimeoError
}

extension DownloadAnswer {
    init(_ response: Response, now: Int) {
        let headers = response.headers
        self.init(
            status: response.status,
            length: headers["Content-Length"].flatMap { Int64(digits: $0) },
            range: headers["Content-Range"].flatMap { ContentRange($0) },
            validator: Self.validator(headers),
            isEncoded: headers["Content-Encoding"].map { $0.lowercased() != "identity" } ?? false,
            isPage: headers["Content-Type"]?.lowercased().hasPrefix("text/html") ?? false,
            retryAfter: RetryPolicy.retryAfter(headers, now: now),
            error: response.describedError()
        )
        if [401, 403, 410].contains(status) {
            // The token is never sent to the file's server.
            error.kind = .api
            error.hint = "the link was refused or has expired; get a new link from the video"
        }
    }

    /// Whether a text may go into a header: it comes from a server, or from a file that others can write.
    static func isSendable(_ text: String) -> Bool {
        text.utf8.count <= 1024 && text.utf8.allSatisfy { 0x20...0x7E ~= $0 }
    }

    /// RFC 9110, 13.1.5: a weak tag is not a validator here, and a date only if the file was not just changed.
    static func validator(_ headers: Headers) -> String? {
        if let tag = headers["ETag"] { return tag.hasPrefix("\"") && isSendable(tag) ? tag : nil }
        guard let text = headers["Last-Modified"], let modified = Timestamp.httpDate(text),
            let date = headers.date, date - modified >= 1
        else { return nil }
        return text
    }
}
