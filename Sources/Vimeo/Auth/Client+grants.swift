extension Client {
    /// Signs in as the app itself, without a user.
    ///
    /// The client then uses the token.
    ///
    /// - Throws: `auth` without client id and secret or if Vimeo refuses them.
    public func loadClientCredentials(scopes: [String] = []) async throws(VimeoError) -> Grant {
        try await grant(
            "/oauth/authorize/client",
            [("grant_type", "client_credentials"), ("scope", Self.scope(scopes))]
        )
    }

    /// Trades the code that came back with the browser for a token.
    ///
    /// The client then uses the token.
    ///
    /// - Parameters:
    ///   - code: the `code` parameter of the redirect.
    ///   - redirectURI: the same that was given to ``authorizationURL(scopes:redirectURI:state:)``.
    public func exchangeCode(_ code: String, redirectURI: String) async throws(VimeoError) -> Grant {
        try await grant(
            "/oauth/access_token",
            [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectURI)]
        )
    }

    /// Asks what the token is and may do (`GET /oauth/verify`).
    ///
    ///
    /// - Throws: `auth` if there is no token or it is no longer good.
    public func verifyToken() async throws(VimeoError) -> Response {
        try requireToken()
        let response = try await send(Request(.get, "/oauth/verify"))
        if let error = response.apiError() { throw error }
        return response
    }

    /// Ends the token for good (`DELETE /tokens`) and forgets it.
    public func revokeToken() async throws(VimeoError) {
        try requireToken()
        let token = credentials.token
        let response = try await send(Request(.delete, "/tokens"))
        if let error = response.apiError() { throw error }
        if credentials.token == token { setToken(nil) }
    }

    /// Basic stays away from these two: they are about the token.
    private func requireToken() throws(VimeoError) {
        guard !isSignedIn else { return }
        throw VimeoError(
            .auth,
            code: .noToken,
            "not signed in",
            hint: "set VIMEO_ACCESS_TOKEN to a token from https://developer.vimeo.com/apps"
        )
    }

    /// Every grant is signed with client id and secret, also if there is a token already.
    private func grant(_ path: String, _ fields: [(String, String)]) async throws(VimeoError) -> Grant {
        var request = Request(
            .post,
            path,
            body: .raw(Array(Self.form(fields).utf8), contentType: "application/x-www-form-urlencoded")
        )
        request.signing = .basic
        let response = try await send(request)
        if var error = response.apiError() {
            // Every refusal of a grant is about signing in, whatever its status.
            if !error.isTransient { error.kind = .auth }
            throw error
        }
        guard let answer = JSONValue(json: response.body), let token = answer["access_token"]?.string, !token.isEmpty
        else {
            throw VimeoError(
                .auth,
                code: .noToken,
                "\(response.method.rawValue) \(response.safeURL): the answer has no access token in it",
                hint: "check the API root",
                method: response.method.rawValue,
                url: response.safeURL
            )
        }
        setToken(token)
        return Grant(token: token, scope: answer["scope"]?.string ?? "", user: answer["user"], answer: answer)
    }
}
