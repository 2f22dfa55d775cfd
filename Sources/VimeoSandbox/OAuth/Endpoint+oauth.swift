import JSONCore
import NIOHTTP1

extension Endpoint {
    static let oauth: [Endpoint] = [
        Endpoint(.GET, "/oauth/authorize", .own) { call, store throws(APIError) in
            try store.askToAuthorize(call)
        },
        Endpoint(.POST, "/oauth/authorize", .own) { call, store throws(APIError) in
            try store.authorize(call)
        },
        Endpoint(.GET, "/activate", .own) { call, store throws(APIError) in
            try store.askToActivate(call)
        },
        Endpoint(.POST, "/activate", .own) { call, store throws(APIError) in
            try store.activate(call)
        },
        Endpoint(.POST, "/oauth/authorize/client", .own) { call, store throws(APIError) in
            let form = try store.grant(call, type: "client_credentials")
            let token = store.issueToken(try scopes(form["scope"]?.string), user: nil)
            return Answer(content: .plain(store.describe(token)))
        },
        Endpoint(.POST, "/oauth/authorize/vimeo_oauth1", .own) { call, store throws(APIError) in
            let form = try store.grant(call, type: "vimeo_oauth1")
            guard form["token"]?.string != nil, form["token_secret"]?.string != nil else {
                throw .grant("invalid_request", "token and token_secret are required.")
            }
            // The sandbox issues no OAuth 1 tokens: any is one of the owner.
            let token = store.issueToken([.public, .private], user: Store.owner)
            return Answer(content: .plain(store.describe(token)))
        },
        Endpoint(.POST, "/oauth/access_token", .own) { call, store throws(APIError) in
            let form = try store.grant(call, type: "authorization_code")
            guard let text = form["code"]?.string, let redirectURI = form["redirect_uri"]?.string else {
                throw .grant("invalid_request", "code and redirect_uri are required.")
            }
            guard let code = store.codes[text], call.now < code.expires else {
                throw .grant("invalid_grant", "The code is unknown, has expired or was exchanged before.")
            }
            guard code.redirectURI == redirectURI else {
                throw .grant("invalid_grant", "redirect_uri is not the one the code was issued for.")
            }
            store.set(nil as Code?, text)
            let token = store.issueToken(code.scopes, user: code.user)
            return Answer(content: .plain(store.describe(token)))
        },
        Endpoint(.POST, "/oauth/device", .own) { call, store throws(APIError) in
            let form = try store.grant(call, type: "device_grant")
            return store.beginDevice(try scopes(form["scope"]?.string), now: call.now)
        },
        Endpoint(.POST, "/oauth/device/authorize", .own) { call, store throws(APIError) in
            try store.pollDevice(call)
        },
        Endpoint(.GET, "/oauth/verify", .anyone) { call, store throws(APIError) in
            guard case .token(let token) = call.caller else { throw .badToken("No access token was provided.") }
            return Answer(content: .plain(store.describe(token)))
        },
        Endpoint(.DELETE, "/tokens", .anyone) { call, store throws(APIError) in
            guard case .token(let token) = call.caller else { throw .badToken("No access token was provided.") }
            store.set(nil as Token?, token.value)
            return .noContent
        },
    ]

    /// The scopes of a request, `public` unless it names some.
    static func scopes(_ text: String?) throws(APIError) -> [Scope] {
        guard let scopes = Scope.list(text ?? "") else {
            throw .grant("invalid_scope", "scope contains an unknown scope.")
        }
        return scopes.isEmpty ? [.public] : scopes
    }
}
