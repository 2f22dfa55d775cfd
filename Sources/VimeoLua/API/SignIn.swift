internal import LuaKit
internal import Vimeo

extension VimeoTable {
    /// What a token may be allowed to do, by Vimeo's names.
    package static let scopeNames = [
        "public", "private", "create", "edit", "delete", "interact", "upload", "stats", "video_files", "email",
        "promo_codes", "purchase", "purchased", "scim",
    ]

    private static let token = Parameter.optional("token", .text, "an access token")
    private static let key = Parameter.optional("key", .text, "the client id of an app")
    private static let secret = Parameter.optional("secret", .text, "the client secret of an app")
    private static let apiRoot = Parameter.optional("api_root", .text, "where the API is")
    private static let userAgent = Parameter.optional("user_agent", .text, "the User-Agent of requests")
    private static let scopes = Parameter.optional(
        "scopes",
        .strings(suggesting: scopeNames),
        "what the token may do: a list, or names separated by blanks; public if nil"
    )
    private static let redirectURI = Parameter.required(
        "redirect_uri",
        .text,
        "where Vimeo sends the browser back to, as registered for the app"
    )
    private static let signInHint =
        "sign in before you run it; a restricted script uses the token, but cannot see it"
    private static let errors = ["auth", "api", "network", "timeout", "cancelled"]

    func addSignIn(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.client",
            permission: .none,
            taking(),
            options: [Self.token, Self.key, Self.secret, Self.apiRoot, RequestOptions.timeout, Self.userAgent],
            results: "client",
            text: "Creates another client, a table with all the functions of this one. Without token, key, secret and "
                + "api_root it has this one's credentials, otherwise only those given.",
            errors: ["usage"],
            example: "vimeo.client{timeout = 60}"
        ) { [self] arguments in
            let (token, key) = try (arguments.option(Self.token), arguments.option(Self.key))
            let (secret, root) = try (arguments.option(Self.secret), arguments.option(Self.apiRoot))
            if token != nil || key != nil || secret != nil || root != nil {
                // What it reads and sends could end up in another account, or at another server.
                try refuseRestricted(
                    "a client with credentials or an API root of its own",
                    hint: "leave token, key, secret and api_root out"
                )
            }
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

        functions.add(
            "vimeo.load_client_credentials",
            permission: .none,
            taking(Self.scopes),
            results: "token",
            text: "Signs in as the app itself, without a user; the client has the token from then on.",
            errors: Self.errors,
            example: "vimeo.load_client_credentials{\"public\"}"
        ) { [self] _, scopes in
            try refuseRestricted("vimeo.load_client_credentials, which returns a token", hint: Self.signInHint)
            return try ask({ try await $0.loadClientCredentials(scopes: scopes ?? []) }, push: { $1.push($0.token) })
        }

        functions.add(
            "vimeo.auth_url",
            permission: .none,
            taking(
                Self.scopes,
                Self.redirectURI,
                .optional("state", .text, "returned by Vimeo, to recognise the answer")
            ),
            results: "url",
            text: "The URL to send a user to, who may then grant the app a token.",
            errors: ["auth", "usage"],
            example: "vimeo.auth_url({\"public\", \"private\"}, \"https://example.com/cb\", \"state\")"
        ) { [self] arguments, scopes, redirect, state in
            let client = try client()
            let url = try client.authorizationURL(scopes: scopes ?? [], redirectURI: redirect, state: state)
            return arguments.stack.result(.string(url))
        }

        functions.add(
            "vimeo.exchange_code",
            permission: .none,
            taking(.required("code", .text, "what Vimeo gave to the redirect URI"), Self.redirectURI),
            results: "token, user, scope",
            text: "Ends the sign-in that vimeo.auth_url began; the client has the token from then on.",
            errors: Self.errors,
            example: "vimeo.exchange_code(\"code\", \"https://example.com/cb\")"
        ) { [self] _, code, redirect in
            try refuseRestricted("vimeo.exchange_code, which returns a token", hint: Self.signInHint)
            return try ask {
                try await $0.exchangeCode(code, redirectURI: redirect)
            } push: { grant, stack in
                stack.push(grant.token)
                try stack.push(json: try (grant.user ?? .object([:])).encoded())
                stack.push(grant.scope)
            }
        }

        functions.add(
            "vimeo.verify_token",
            permission: .read,
            taking(),
            results: "table",
            text: "What the token is and may do: its scope, user and app.",
            errors: Self.errors,
            example: "vimeo.verify_token().scope"
        ) { [self] _ in
            try ask { try await $0.verifyToken() }
        }

        functions.add(
            "vimeo.revoke_token",
            permission: .delete,
            taking(),
            results: "true",
            text: "Ends the token; the client has none from then on.",
            errors: Self.errors,
            example: "vimeo.revoke_token()"
        ) { [self] _ in
            try ask({ try await $0.revokeToken() }, push: { $1.push(true) })
        }
    }
}
