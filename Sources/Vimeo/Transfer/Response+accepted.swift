extension Response {
    /// The answer itself, if its status is 2xx.
    ///
    /// - Throws: Vimeo's error for any other status.
    @discardableResult
    public func check() throws(VimeoError) -> Response {
        if let error = apiError() { throw error }
        return self
    }

    /// The JSON of an answer with any 2xx status; both 200 and 201 occur.
    func accepted() throws(VimeoError) -> JSONValue {
        guard ok else { throw describedError() }
        return try json()
    }

    /// The URI of what was created.
    func uri(in answer: JSONValue?, of what: String = "") throws(VimeoError) -> String {
        guard let uri = ResourceURI.answered(answer?.string) else { throw lacking("\(what)URI") }
        return uri
    }

    /// The link to which bytes are sent; it is a secret.
    func link(in answer: JSONValue?) throws(VimeoError) -> Address {
        guard let link = answer?.string else { throw lacking("upload link") }
        do {
            return try Address(secretLink: link, what: "upload link")
        } catch {
            throw VimeoError(.upload, code: .badLink, error.message, hint: "nothing was sent; check the API root")
        }
    }

    func lacking(_ what: String) -> VimeoError {
        VimeoError(
            .upload,
            code: .badProtocol,
            "\(method.rawValue) \(safeURL): \(status), but the answer contains no \(what)",
            hint: "check the API root, or retry",
            of: describedError()
        )
    }
}

extension Address {
    /// A link that is a secret of its own: https, or this machine.
    init(secretLink text: String, what: String) throws(VimeoError) {
        try self.init(absolute: text, what: what)
        guard origin.isPrivate else {
            throw Self.unusable(what, "goes to \(origin) over plain http", hint: "use https")
        }
    }
}
