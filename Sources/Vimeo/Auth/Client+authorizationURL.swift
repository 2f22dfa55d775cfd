extension Client {
    /// The URL to send a user's browser to for the authorization-code grant.
    ///
    /// - Parameters:
    ///   - scopes: what the token should be able to do; `public` if empty.
    ///   - redirectURI: where Vimeo sends the browser back to; it must be registered for the app.
    ///   - state: echoed by Vimeo, to recognise the answer.
    /// - Throws: `auth` if the client has no client id, `usage` for an empty redirect URI.
    public func authorizationURL(
        scopes: [String] = [],
        redirectURI: String,
        state: String? = nil
    ) throws(VimeoError) -> String {
        guard let id = credentials.clientID, !id.isEmpty else {
            throw VimeoError(
                .auth,
                code: .noClient,
                "the client id of an app is needed for this",
                hint: "set VIMEO_CLIENT_ID, or give key to vimeo.client"
            )
        }
        guard !redirectURI.isEmpty else {
            throw VimeoError(.usage, "the redirect URI is empty", hint: "give the one that is registered for the app")
        }
        var form = [
            ("response_type", "code"), ("client_id", id), ("redirect_uri", redirectURI), ("scope", Self.scope(scopes)),
        ]
        if let state { form.append(("state", state)) }
        let prefix = root.target == "/" ? "" : root.target
        return "\(root.origin)\(prefix)/oauth/authorize?\(Self.form(form))"
    }

    /// Scopes as the wire has them: separated by blanks, `public` by default.
    static func scope(_ scopes: [String]) -> String {
        let words = scopes.flatMap { $0.split(whereSeparator: \.isWhitespace) }
        return words.isEmpty ? "public" : words.joined(separator: " ")
    }

    static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\($0)=\(PercentEncoding.formValue($1))" }.joined(separator: "&")
    }
}
