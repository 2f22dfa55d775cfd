internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var signInFunctions: [FunctionDescription] {
        [newClient, loadClientCredentials, authURL, exchangeCode, verifyToken, revokeToken]
    }

    private static let token = Parameter.optional("token", .text, "an access token")
    private static let key = Parameter.optional("key", .text, "the client id of an app")
    private static let secret = Parameter.optional("secret", .text, "the client secret of an app")
    private static let apiRoot = Parameter.optional("api_root", .text, "where the API is")
    private static let userAgent = Parameter.optional("user_agent", .text, "the User-Agent of requests")
    private static let scopes = Parameter.optional(
        "scopes",
        .strings,
        "what the token may do: a list, or names separated by blanks; public if nil"
    )
    private static let redirectURI = Parameter.required(
        "redirect_uri",
        .text,
        "where Vimeo sends the browser back to, as registered for the app"
    )
    private static let state = Parameter.optional("state", .text, "returned by Vimeo, to recognise the answer")
    private static let code = Parameter.required("code", .text, "what Vimeo gave to the redirect URI")

    private var newClient: FunctionDescription {
        FunctionDescription(
            name: "vimeo.client",
            parameters: [
                ParameterDescription.options(
                    [Self.token, Self.key, Self.secret, Self.apiRoot, RequestOptions.timeout, Self.userAgent],
                    "what is different from this client"
                )
            ],
            results: "client",
            text: "Creates another client, a table with all the functions of this one. Without token, key, secret and "
                + "api_root it has this one's credentials, otherwise only those given.",
            errors: ["usage"],
            example: "vimeo.client{timeout = 60}",
            permission: .read
        ) { [self] arguments in
            let (token, key) = try (arguments.option(Self.token), arguments.option(Self.key))
            let (secret, root) = try (arguments.option(Self.secret), arguments.option(Self.apiRoot))
            let timeout = try arguments.option(RequestOptions.timeout)
            let userAgent = try arguments.option(Self.userAgent)
            let other = try client().derived { configuration in
                if token != nil || key != nil || secret != nil || root != nil {
                    configuration.token = token
                    configuration.clientID = key
                    configuration.clientSecret = secret
                }
                if let root { configuration.apiRoot = root }
                if let timeout { configuration.timeout = timeout }
                if let userAgent { configuration.userAgent = userAgent }
            }
            push(other, on: arguments.stack)
            return .results(1)
        }
    }

    private var loadClientCredentials: FunctionDescription {
        FunctionDescription(
            name: "vimeo.load_client_credentials",
            parameters: [Self.scopes],
            results: "token",
            text: "Signs in as the app itself, without a user; the client has the token from then on.",
            errors: ["auth", "api", "network", "timeout", "cancelled"],
            example: "vimeo.load_client_credentials{\"public\"}",
            permission: .read
        ) { [self] arguments in
            let client = try client()
            let scopes = try arguments[Self.scopes] ?? []
            return .wait(for: { try await client.loadClientCredentials(scopes: scopes) }) { grant, stack in
                stack.push(grant.token)
                return 1
            }
        }
    }

    private var authURL: FunctionDescription {
        FunctionDescription(
            name: "vimeo.auth_url",
            parameters: [Self.scopes, Self.redirectURI, Self.state],
            results: "url",
            text: "The URL to send a user to, who may then grant the app a token.",
            errors: ["auth", "usage"],
            example: "vimeo.auth_url({\"public\", \"private\"}, \"https://example.com/cb\", \"state\")",
            permission: .none
        ) { [self] arguments in
            arguments.stack.push(
                try client().authorizationURL(
                    scopes: try arguments[Self.scopes] ?? [],
                    redirectURI: try arguments[Self.redirectURI],
                    state: try arguments[Self.state]
                )
            )
            return .results(1)
        }
    }

    private var exchangeCode: FunctionDescription {
        FunctionDescription(
            name: "vimeo.exchange_code",
            parameters: [Self.code, Self.redirectURI],
            results: "token, user, scope",
            text: "Ends the sign-in that vimeo.auth_url began; the client has the token from then on.",
            errors: ["auth", "api", "network", "timeout", "cancelled"],
            example: "vimeo.exchange_code(\"code\", \"https://example.com/cb\")",
            permission: .read
        ) { [self] arguments in
            let client = try client()
            let code = try arguments[Self.code]
            let redirectURI = try arguments[Self.redirectURI]
            return .wait(for: { try await client.exchangeCode(code, redirectURI: redirectURI) }) { grant, stack in
                stack.push(grant.token)
                try stack.push(json: try (grant.user ?? .object([:])).encoded())
                stack.push(grant.scope)
                return 3
            }
        }
    }

    private var verifyToken: FunctionDescription {
        FunctionDescription(
            name: "vimeo.verify_token",
            results: "table",
            text: "What the token is and may do: its scope, user and app.",
            errors: ["auth", "api", "network", "timeout", "cancelled"],
            example: "vimeo.verify_token().scope",
            permission: .read
        ) { [self] _ in
            let client = try client()
            return .wait(for: { try await client.verifyToken() }) { response, stack in
                try stack.push(json: response.body)
                return 1
            }
        }
    }

    private var revokeToken: FunctionDescription {
        FunctionDescription(
            name: "vimeo.revoke_token",
            results: "true",
            text: "Ends the token; the client has none from then on.",
            errors: ["auth", "api", "network", "timeout", "cancelled"],
            example: "vimeo.revoke_token()",
            permission: .write
        ) { [self] _ in
            let client = try client()
            return .wait(for: { try await client.revokeToken() }) { _, stack in
                stack.push(true)
                return 1
            }
        }
    }
}

extension LuaStack {
    /// Pushes what an answer holds, as the one result of a function.
    func push(body response: Response) throws -> Int {
        try push(json: response.body)
        return 1
    }
}
