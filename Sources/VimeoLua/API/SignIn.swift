internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var signInFunctions: [FunctionDescription] {
        [newClient, loadClientCredentials, authURL, exchangeCode, verifyToken, revokeToken]
    }

    private static let clientOptions = [
        Option("token", .string, "an access token"),
        Option("key", .string, "the client id of an app"),
        Option("secret", .string, "the client secret of an app"),
        Option("api_root", .string, "where the API is"),
        Option("timeout", .number, "seconds without progress after which a request fails"),
        Option("user_agent", .string, "how requests introduce themselves"),
    ]

    private var newClient: FunctionDescription {
        FunctionDescription(
            name: "vimeo.client",
            parameters: [.optional("options", .options(Self.clientOptions), "what differs from this client")],
            results: "client",
            text: "Makes another client, a table with all the functions of this one. Without token, key, secret and "
                + "api_root it has this one's credentials, otherwise none but those given.",
            errors: ["usage"],
            example: "vimeo.client{timeout = 60}",
            permission: .read
        ) { [self] arguments in
            let options = arguments["options"]
            func text(_ name: String) throws -> String? { try options?.withField(name) { try $0.text() } }
            let (token, key, secret) = (try text("token"), try text("key"), try text("secret"))
            let root = try text("api_root")
            let timeout = try options?.withField("timeout") { try $0.seconds() }
            let userAgent = try text("user_agent")
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

    private static let scopes = Parameter.optional(
        "scopes",
        .strings,
        "what the token may do: a list, or names separated by blanks; public by default"
    )

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
            let scopes = try arguments["scopes"]?.strings() ?? []
            return .wait(for: { try await client.loadClientCredentials(scopes: scopes) }) { grant, stack in
                stack.push(grant.token)
                return 1
            }
        }
    }

    private var authURL: FunctionDescription {
        FunctionDescription(
            name: "vimeo.auth_url",
            parameters: [
                .required("scopes", .strings, "what the token may do: a list, or names separated by blanks"),
                .required("redirect_uri", .string, "where Vimeo sends the browser back to, as registered for the app"),
                .optional("state", .string, "echoed by Vimeo, to recognise the answer"),
            ],
            results: "url",
            text: "The URL to send a user to, who may then grant the app a token.",
            errors: ["auth", "usage"],
            example: "vimeo.auth_url({\"public\", \"private\"}, \"https://example.com/cb\", \"state\")",
            permission: .none
        ) { [self] arguments in
            arguments.stack.push(
                try client().authorizationURL(
                    scopes: try arguments.required("scopes").strings(),
                    redirectURI: try arguments.required("redirect_uri").text(),
                    state: try arguments["state"]?.text()
                )
            )
            return .results(1)
        }
    }

    private var exchangeCode: FunctionDescription {
        FunctionDescription(
            name: "vimeo.exchange_code",
            parameters: [
                .required("code", .string, "what Vimeo gave to the redirect URI"),
                .required("redirect_uri", .string, "the same as in vimeo.auth_url"),
            ],
            results: "token, user, scope",
            text: "Ends the sign-in that vimeo.auth_url began; the client has the token from then on.",
            errors: ["auth", "api", "network", "timeout", "cancelled"],
            example: "vimeo.exchange_code(\"code\", \"https://example.com/cb\")",
            permission: .read
        ) { [self] arguments in
            let client = try client()
            let code = try arguments.required("code").text()
            let redirectURI = try arguments.required("redirect_uri").text()
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
            parameters: [],
            results: "table",
            text: "What the token is and may do: its scope, user and app.",
            errors: ["auth", "api", "network", "timeout", "cancelled"],
            example: "vimeo.verify_token().scope",
            permission: .read
        ) { [self] _ in
            let client = try client()
            return .wait(for: { try await client.verifyToken() }) { response, stack in
                if let error = response.apiError() { throw error }
                try stack.push(json: response.body)
                return 1
            }
        }
    }

    private var revokeToken: FunctionDescription {
        FunctionDescription(
            name: "vimeo.revoke_token",
            parameters: [],
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
    func push(json: [UInt8], nulls: JSONReader.Nulls = .absent) throws {
        try json.withUnsafeBytes { try JSONReader.read($0, onto: pointer, nulls: nulls) }
    }

    /// Pushes what an answer holds, as the one result of a function.
    func push(body response: Response) throws -> Int {
        try push(json: response.body)
        return 1
    }
}
