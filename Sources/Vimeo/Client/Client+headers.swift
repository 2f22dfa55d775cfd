extension Client {
    /// The headers of one hop; refuses to let the token go where it must not.
    func headers(
        for request: Request,
        to address: Address,
        isRedirected: Bool,
        credentials: Credentials
    ) throws(VimeoError) -> Headers {
        let isAPI = address.origin == root.origin
        if !isAPI { try rejectLeak(of: credentials, in: request, address) }
        var headers = isRedirected ? request.headers.harmlessOnly : request.headers
        if headers["Authorization"] != nil {
            try requirePrivacy(of: address)
        } else if let authorization = try authorization(for: request, isAPI: isAPI, credentials: credentials) {
            try requirePrivacy(of: address)
            headers.add("Authorization", authorization)
        }
        if headers["Accept"] == nil {
            headers.add(
                "Accept",
                isAPI && request.signing != .secretLink
                    ? "application/vnd.vimeo.*+json;version=\(Configuration.apiVersion)" : "*/*"
            )
        }
        if headers["Accept-Encoding"] == nil {
            // A part of a compressed stream, and the lack of one, cannot be decompressed.
            let isPlain = request.method == .head || headers["Range"] != nil || request.signing == .secretLink
            headers.add("Accept-Encoding", isPlain ? "identity" : "gzip")
        }
        if headers["User-Agent"] == nil { headers.add("User-Agent", configuration.userAgent) }
        if !isRedirected, let type = request.body.contentType, headers["Content-Type"] == nil {
            headers.add("Content-Type", type)
        }
        return headers
    }

    private func authorization(
        for request: Request,
        isAPI: Bool,
        credentials: Credentials
    ) throws(VimeoError) -> String? {
        switch request.signing {
        case .secretLink: return nil
        case .basic:
            guard isAPI, let basic = try credentials.basic else {
                throw VimeoError(
                    .auth,
                    code: .noClient,
                    "this needs the client id and secret of an app",
                    hint: "set VIMEO_CLIENT_ID and VIMEO_CLIENT_SECRET, or create the client with them"
                )
            }
            return basic
        case .automatic:
            guard isAPI else { return nil }
            if let token = credentials.token, !token.isEmpty {
                return Self.bearer(try Credentials.checked(token, "access token", .badToken))
            }
            if request.method == .get, let basic = try credentials.basic { return basic }
            throw VimeoError(
                .auth,
                code: .noToken,
                "\(request.method.rawValue) \(Redaction.path(request.path, hiding: credentials.secrets)): not signed in",
                hint: configuration.noTokenHint
            )
        }
    }

    private func requirePrivacy(of address: Address) throws(VimeoError) {
        guard !address.origin.isPrivate else { return }
        throw VimeoError(
            .usage,
            code: .plainHTTP,
            "credentials are not sent to \(address.origin) over plain http",
            hint: "use https; only this machine's own addresses may use http"
        )
    }

    /// The caller's own headers or URL may hold the token too.
    private func rejectLeak(of credentials: Credentials, in request: Request, _ address: Address) throws(VimeoError) {
        for secret in credentials.secrets where secret.utf8.count >= Redaction.shortestSecret {
            let isInHeaders = request.headers.fields.contains { $0.value.contains(secret) }
            guard isInHeaders || address.target.contains(secret) else { continue }
            throw VimeoError(
                .usage,
                code: .tokenLeak,
                "the token or secret was about to be sent to \(address.origin)",
                hint: "it is only for \(root.origin)"
            )
        }
    }
}
