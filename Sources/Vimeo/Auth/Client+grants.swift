import Platform

/// What a sign-in gave.
public struct Grant: Sendable, Equatable {
    /// The access token, which is a secret.
    public var token: String

    /// What the token may do, separated by blanks; it can be less than was asked for.
    public var scope: String

    /// The user the token belongs to; nil for client credentials.
    public var user: JSONValue?

    /// The whole answer.
    public var answer: JSONValue
}

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
                "this needs the client id of an app",
                hint: "set VIMEO_CLIENT_ID, or create the client with it"
            )
        }
        guard !redirectURI.isEmpty else {
            throw VimeoError(.usage, "the redirect URI is empty", hint: "give the one that is registered for the app")
        }
        var form = [
            ("response_type", "code"), ("client_id", try Credentials.checked(id, "client id", .badClient)),
            ("redirect_uri", redirectURI), ("scope", Self.scope(scopes)),
        ]
        if let state { form.append(("state", state)) }
        let prefix = root.target == "/" ? "" : root.target
        return "\(root.origin)\(prefix)/oauth/authorize?\(Self.form(form))"
    }

    /// Signs in as the app itself, without a user.
    ///
    /// The client then uses the token.
    ///
    /// - Parameter scopes: what the token may be used for; `public` if there are none.
    /// - Returns: the token, and what Vimeo says about it.
    /// - Throws: `auth` without client id and secret or if Vimeo refuses them.
    public func loadClientCredentials(scopes: [String] = []) async throws(VimeoError) -> Grant {
        try await grant(
            "/oauth/authorize/client",
            [("grant_type", "client_credentials"), ("scope", Self.scope(scopes))]
        )
    }

    /// Exchanges the code that came back with the browser for a token.
    ///
    /// The client then uses the token.
    ///
    /// - Parameters:
    ///   - code: the `code` parameter of the redirect.
    ///   - redirectURI: the same that was given to ``authorizationURL(scopes:redirectURI:state:)``.
    /// - Returns: the token, and what Vimeo says about it.
    /// - Throws: `auth` without client id and secret, or if Vimeo refuses them or the code, which can be exchanged once.
    public func exchangeCode(_ code: String, redirectURI: String) async throws(VimeoError) -> Grant {
        try await grant(
            "/oauth/access_token",
            [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectURI)]
        )
    }

    /// Asks what the token is and may do (`GET /oauth/verify`).
    ///
    /// - Throws: `auth` if there is no token or it is no longer valid.
    public func verifyToken() async throws(VimeoError) -> Response {
        try requireToken()
        let response = try await send(Request(.get, "/oauth/verify")).check()
        _ = try response.json()
        return response
    }

    /// Revokes the token (`DELETE /tokens`) and forgets it.
    public func revokeToken() async throws(VimeoError) {
        try requireToken()
        let token = credentials.token
        try await send(Request(.delete, "/tokens")).check()
        if credentials.token == token { setToken(nil) }
    }

    /// Client id and secret do not help these two: they are about the token.
    private func requireToken() throws(VimeoError) {
        guard !isSignedIn else { return }
        throw VimeoError(
            .auth,
            code: .noToken,
            "not signed in",
            hint: configuration.noTokenHint
        )
    }

    private func grant(_ path: String, _ fields: [(String, String)]) async throws(VimeoError) -> Grant {
        try accept(Self.granted(try await grantAnswer(path, fields)))
    }

    /// Every grant is signed with client id and secret, also if there is a token already.
    func grantAnswer(_ path: String, _ fields: [(String, String)]) async throws(VimeoError) -> Response {
        var request = Request(
            .post,
            path,
            body: .raw(Array(Self.form(fields).utf8), contentType: "application/x-www-form-urlencoded")
        )
        request.signing = .basic
        return try await send(request)
    }

    /// Throws if a grant was refused.
    static func granted(_ response: Response) throws(VimeoError) -> Response {
        guard var error = response.apiError() else { return response }
        // Every refusal of a grant is about signing in, whatever its status.
        if !error.isTransient { error.kind = .auth }
        if response.status == 401, error.errorCode == nil { error.hint = ErrorHints.badClient }
        throw error
    }

    /// Uses the token of an answer from now on.
    func accept(_ response: Response) throws(VimeoError) -> Grant {
        let answer = try response.json()
        guard let token = answer["access_token"]?.string, !token.isEmpty else {
            throw Self.incomplete(response, "an access token")
        }
        setToken(token)
        return Grant(token: token, scope: answer["scope"]?.string ?? "", user: answer["user"], answer: answer)
    }

    static func incomplete(_ response: Response, _ what: String) -> VimeoError {
        VimeoError(
            .auth,
            code: .noToken,
            "\(response.method.rawValue) \(response.safeURL): the answer does not contain \(what)",
            hint: "check the API root",
            method: response.method.rawValue,
            url: response.safeURL
        )
    }

    /// Scopes as the wire has them: separated by blanks, `public` by default.
    static func scope(_ scopes: [String]) -> String {
        let words = scopes.flatMap { $0.split(whereSeparator: \.isWhitespace) }
        return words.isEmpty ? "public" : words.joined(separator: " ")
    }

    private static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\($0)=\(PercentEncoding.formValue($1))" }.joined(separator: "&")
    }
}
