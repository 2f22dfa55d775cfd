extension Response {
    /// Bodies beyond this are no error objects; they are not parsed for one.
    private static let largestErrorBody = 256 * 1024

    /// The error this answer reports, or nil if its status is below 400.
    ///
    /// All five shapes of Vimeo's error bodies are read: the full object, the one with a list of parameters, the bare
    /// `error`, OAuth's `error` with `error_description`, and anything that is no JSON.
    public func apiError() -> VimeoError? {
        status >= 400 ? describedError() : nil
    }

    /// An error about this answer, also where only its caller knows that it is one.
    func describedError() -> VimeoError {
        let json = body.count <= Self.largestErrorBody ? JSONValue(json: body) : nil
        var error = VimeoError(kind, code: code, "", method: method.rawValue, url: safeURL)
        error.statusCode = status
        error.isTransient = status == 408 || status == 429 || status >= 500
        error.errorCode = json?["error_code"]?.integer.flatMap { Int(exactly: $0) }
        error.developerMessage = json?["developer_message"]?.string.map(clean)
        error.invalidParameters = parameters(json?["invalid_parameters"])
        let words = words(json)
        var message = "\(method.rawValue) \(safeURL): \(status)"
        if !words.isEmpty { message += " \(words)" }
        if let code = error.errorCode { message += " [\(code)]" }
        if !error.invalidParameters.isEmpty {
            message += "; " + error.invalidParameters.map(\.sentence).joined(separator: "; ")
        }
        error.message = message
        error.hint = ErrorHints.hint(status: status, errorCodes: codes(error), words: words)
        return error
    }

    private var kind: VimeoError.Kind {
        switch status {
        case 401: .auth
        case 429: .rateLimit
        default: .api
        }
    }

    private var code: String {
        switch status {
        case 401: "unauthorized"
        case 403: "forbidden"
        case 404: "not_found"
        case 429: "rate_limit"
        case 500...: "server"
        default: "api"
        }
    }

    private func codes(_ error: VimeoError) -> [Int] {
        [error.errorCode].compactMap { $0 } + error.invalidParameters.compactMap(\.code)
    }

    /// What the server says, in its own words.
    private func words(_ json: JSONValue?) -> String {
        let title = json?["error"]?.string
        let detail = json?["error_description"]?.string ?? json?["developer_message"]?.string
        switch (title, detail) {
        case (let title?, let detail?) where title != detail && !title.isEmpty: return clean("\(title) (\(detail))")
        case (let title?, _) where !title.isEmpty: return clean(title)
        case (_, let detail?): return clean(detail)
        default: return json == nil ? clean(PlainText.firstLine(of: body)) : ""
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
