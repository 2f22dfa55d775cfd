import Platform

extension Response {
    /// Larger bodies are not parsed for an error object.
    private static let largestErrorBody = 256 * 1024

    /// The error this answer reports, or nil if its status is 2xx.
    ///
    /// All five shapes of Vimeo's error bodies are read, and the message in the JSON and XML of other servers.
    public func apiError() -> VimeoError? { ok ? nil : describedError() }

    /// An error about this answer, also where only its caller knows that it is one.
    func describedError() -> VimeoError {
        let json = body.count <= Self.largestErrorBody ? JSONValue(json: body) : nil
        var error = VimeoError(kind, code: code, "", method: method.rawValue, url: safeURL)
        error.statusCode = status
        error.isTransient = status == 408 || status == 429 || status >= 500
        error.errorCode = json?["error_code"]?.integer.flatMap { Int(exactly: $0) }
        error.developerMessage = json?["developer_message"]?.string.map(clean)
        error.invalidParameters = parameters(json?["invalid_parameters"])
        let words = words(json, besides: error.invalidParameters)
        var message = "\(method.rawValue) \(safeURL): \(status)"
        if !words.isEmpty { message += " \(words)" }
        if 300..<400 ~= status, let place = redirection {
            message += "; redirected to \(place), which was not followed"
        }
        if let code = error.errorCode { message += " [\(code)]" }
        if !error.invalidParameters.isEmpty {
            message += "; " + error.invalidParameters.map(\.sentence).joined(separator: "; ")
        }
        error.message = message
        error.hint = ErrorHints.hint(status: status, errorCodes: codes(error), words: words)
        if status == 429, let end = limitEnd { error.hint = "too many requests; the limit ends \(end)" }
        // A server that is unavailable and says for how long has not begun.
        let isRefused = status == 503 && headers["Retry-After"] != nil
        if status >= 500, !isRefused, !method.isIdempotent { error.hint = error.hintToCheck }
        return error
    }

    /// A body that is not JSON is a failure of the network, which may ask for a sign-in first.
    ///
    /// - Parameter reason: why the body cannot be read.
    package func notJSON(_ reason: String = "") -> VimeoError {
        .notJSON(body, reason, method: method.rawValue, url: safeURL)
    }

    /// The place that a redirect names, as messages may show it.
    private var redirection: String? {
        let address = headers["Location"].flatMap { try? Address(absolute: url).redirected(to: $0) }
        return address.map { Redaction.url($0, isSecretLink: safeURL.hasSuffix("…"), hiding: secrets) }
    }

    /// When a refusal for too many requests ends, as far as the answer tells: `in 58 min, at 14:05 UTC`.
    private var limitEnd: String? {
        let now = headers.date ?? Timing.system.now()
        let asked = RetryPolicy.retryAfter(headers, now: now) ?? rateLimit?.reset.map { Double($0) - Double(now) }
        guard let wait = asked.map({ min($0, RetryPolicy.longestAsked) }), wait > 0 else { return nil }
        let minutes = (now + Int(wait)) / 60
        let clock = [minutes / 60 % 24, minutes % 60].map { String($0, digits: 2) }.joined(separator: ":")
        return "in \(Wording.seconds(wait)), at \(clock) UTC"
    }

    private var kind: VimeoError.Kind {
        switch status {
        case 401: .auth
        case 429: .rateLimit
        default: .api
        }
    }

    private var code: VimeoError.Code {
        switch status {
        case 401: .unauthorized
        case 403: .forbidden
        case 404: .notFound
        case 429: .rateLimit
        case 500...: .server
        default: .api
        }
    }

    private func codes(_ error: VimeoError) -> [Int] {
        [error.errorCode].compactMap { $0 } + error.invalidParameters.compactMap { $0.code }
    }

    /// What the server says, in its own words; a status at their start is not said twice, nor is what it says of a parameter.
    private func words(_ json: JSONValue?, besides parameters: [InvalidParameter]) -> String {
        let title = json?["error"]?.string
        var detail = json?["error_description"]?.string ?? json?["developer_message"]?.string
        if let text = detail, parameters.contains(where: { text.hasPrefix("\($0.field): ") && $0.message != nil }) {
            detail = nil
        }
        let text =
            switch (title, detail) {
            case (let title?, let detail?) where title != detail && !title.isEmpty: clean("\(title) (\(detail))")
            case (let title?, _) where !title.isEmpty: clean(title)
            case (_, let detail?): clean(detail)
            default: PlainText.shortened(clean(json.map(Self.message) ?? PlainText.firstLine(of: body)))
            }
        guard text.hasPrefix(String(status)) else { return text }
        return String(text.dropFirst(3).drop { !$0.isLetter && !$0.isNumber })
    }

    /// The message in the JSON of servers other than Vimeo's API.
    private static func message(_ json: JSONValue) -> String {
        switch json {
        case .string(let text): return text
        case .array(let items): return items.lazy.map(message).first { !$0.isEmpty } ?? ""
        case .object(let members):
            for name in ["message", "description", "detail", "title", "error", "errors", "fault"] {
                for key in [name, "\(name.prefix(1).uppercased())\(name.dropFirst())"] {
                    if let text = members[key].map(message), !text.isEmpty { return text }
                }
            }
            return ""
        default: return ""
        }
    }

    private func parameters(_ list: JSONValue?) -> [InvalidParameter] {
        guard case .array(let items)? = list else { return [] }
        return items.compactMap { item in
            guard let field = item["field"]?.string else { return nil }
            return InvalidParameter(
                field: clean(field),
                code: item["error_code"]?.integer.flatMap { Int(exactly: $0) },
                message: (item["error"]?.string ?? item["developer_message"]?.string).map(clean)
            )
        }
    }

    private func clean(_ text: String) -> String {
        PlainText.oneLine(Redaction.text(text, hiding: secrets))
    }
}

extension InvalidParameter {
    /// Such as `privacy.view: not allowed [2204]`.
    fileprivate var sentence: String {
        field + (message.map { ": \($0)" } ?? "") + (code.map { " [\($0)]" } ?? "")
    }
}
