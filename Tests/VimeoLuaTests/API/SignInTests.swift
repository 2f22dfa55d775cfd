import Testing

struct SignInTests {
    @Test("Client credentials sign the client in")
    func clientCredentials() async throws {
        let result = try await run(
            "local t = vimeo.load_client_credentials('public') return #t .. ' ' .. vimeo.verify_token().scope",
            signedIn: false
        )
        #expect(result.hasSuffix(" public"))
    }

    @Test("A code is exchanged for a token, which signs the client in, the user and the scope")
    func code() async throws {
        let result = try await run(
            """
            local token, user, scope = vimeo.exchange_code(code, 'https://example.com/cb')
            return type(token) .. ' ' .. user.uri .. ' ' .. scope .. ' ' .. vimeo.get('/me').status_code
            """,
            signedIn: false
        )
        #expect(result == "string /users/1 public private 200")
    }

    @Test("A code that is none is an error of the API")
    func wrongCode() async throws {
        let result = try await run(
            "local _, e = pcall(vimeo.exchange_code, 'wrong', 'https://example.com/cb') return e.status_code",
            signedIn: false
        )
        #expect(result == "400")
    }

    @Test("The authorization URL has the client, the scopes, the redirect URI and the state")
    func authorizationURL() async throws {
        let result = try await run(
            "return (vimeo.auth_url({'public', 'private'}, 'https://example.com/cb', 'abc'):gsub('^.-/oauth', ''))"
        )
        #expect(result.hasPrefix("/authorize?response_type=code&client_id="))
        #expect(result.hasSuffix("&redirect_uri=https%3A%2F%2Fexample.com%2Fcb&scope=public+private&state=abc"))
    }

    @Test("A revoked token is gone, also from the client")
    func revoke() async throws {
        let result = try await run(
            "vimeo.revoke_token() local ok, e = pcall(vimeo.patch, '/videos/1001', {name = 'x'}) return tostring(ok) .. ' ' .. e.kind"
        )
        #expect(result == "false auth")
    }

    @Test("Another client has its own credentials, or this one's when none are given")
    func clients() async throws {
        let result = try await run(
            """
            local same = vimeo.client{timeout = 5}
            local other = vimeo.client{token = 'wrong'}
            return same.get('/me').status_code .. ' ' .. other.get('/me').status_code .. ' ' .. vimeo.get('/me').status_code
            """
        )
        #expect(result == "200 401 200")
    }

    @Test("Another API root never gets this client's token")
    func otherRoot() async throws {
        let result = try await run(
            "local _, e = pcall(vimeo.client{api_root = 'http://127.0.0.1:1'}.get, '/me') return e.kind"
        )
        #expect(result == "auth")
    }

    @Test("auth_url without scopes asks for public")
    func noScopes() async throws {
        let result = try await run("return vimeo.auth_url(nil, 'https://example.com/cb')")
        #expect(result.hasSuffix("&scope=public"), "\(result)")
    }
}
