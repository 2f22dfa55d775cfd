import Testing

@testable import Vimeo

@Suite("Where the token goes")
struct TokenTests {
    /// Runs a body with the API's server and another one on a port of its own.
    private func withTwo(
        token: String? = Bench.token,
        other otherScript: @escaping TestServer.Script = { _ in .json(200, "{}") },
        api apiScript: @escaping @Sendable (RecordedRequest, _ otherRoot: String) -> Reply,
        body: (Bench, _ api: TestServer, _ other: TestServer) async throws -> Void
    ) async throws {
        try await TestServer.run(script: otherScript) { other in
            let root = other.root
            try await withBench(token: token, script: { apiScript($0, root) }) { bench, api in
                try await body(bench, api, other)
            }
        }
    }

    @Test("An absolute URL of the API's origin gets the token, one of another origin gets nothing of it")
    func absolute() async throws {
        try await withTwo(api: { _, _ in .json(200, "{}") }) { bench, api, other in
            _ = try await bench.client.send(Request(.get, "\(api.root)/a"))
            _ = try await bench.client.send(Request(.get, "\(other.root)/b"))
            #expect(api.requests.first?["Authorization"] == "Bearer \(Bench.token)")
            #expect(other.requests.count == 1)
            #expect(other.requests.allSatisfy { !$0.head.contains(Bench.token) && $0["Authorization"] == nil })
            #expect(other.requests.first?["Accept"] == "*/*")
        }
    }

    @Test("A redirect to another origin is followed without the token and without the caller's private headers")
    func redirect() async throws {
        try await withTwo(api: { _, root in .status(302, [("Location", "\(root)/file")]) }) { bench, api, other in
            let headers: Headers = ["X-Api-Key": "private", "Cookie": "private", "Range": "bytes=5-"]
            let response = try await bench.client.send(Request(.get, "/download", headers: headers))
            #expect(response.status == 200)
            #expect(response.url == "\(other.root)/file")
            #expect(api.requests.first?["Authorization"] == "Bearer \(Bench.token)")
            let request = try #require(other.requests.first)
            #expect(!request.head.contains(Bench.token))
            #expect(!request.head.contains("private"))
            #expect(request["Authorization"] == nil)
            #expect(request["Range"] == "bytes=5-")
        }
    }

    @Test("A redirect that comes back from another origin brings the token to the API only")
    func roundTrip() async throws {
        try await withTwo(
            other: { request in .status(302, [("Location", request["X"] ?? "http://127.0.0.1:1/")]) },
            api: { request, root in request.path == "/a" ? .status(307, [("Location", "\(root)/b")]) : .json(200, "{}")
            }
        ) { bench, _, other in
            _ = await failure { _ = try await bench.client.send(Request(.get, "/a", retries: 0)) }
            #expect(other.requests.allSatisfy { !$0.head.contains(Bench.token) })
        }
    }

    @Test("A redirect within the API's origin keeps the token", arguments: [301, 302, 303, 307, 308])
    func inside(status: Int) async throws {
        try await withBench {
            $0.path == "/old" ? .status(status, [("Location", "/new?x=1")]) : .json(200, "{}")
        } body: { bench, server in
            let response = try await bench.client.send(Request(.get, "/old"))
            #expect(response.status == 200)
            #expect(server.requests.map(\.target) == ["/old", "/new?x=1"])
            #expect(server.requests.allSatisfy { $0["Authorization"] == "Bearer \(Bench.token)" })
        }
    }

    @Test(
        "Methods other than GET and HEAD get the redirect itself",
        arguments: [Request.Method.post, .put, .patch, .delete, .options]
    )
    func notFollowed(method: Request.Method) async throws {
        try await withBench { _ in
            .status(307, [("Location", "/new")])
        } body: { bench, server in
            let response = try await bench.client.send(Request(method, "/old"))
            #expect(response.status == 307)
            #expect(server.requests.count == 1)
        }
    }

    @Test("Redirects in a circle end with an error, and one without a place to go is the answer")
    func circle() async throws {
        try await withBench {
            $0.path == "/x" ? .status(302, [("Location", "/x")]) : .status(302)
        } body: { bench, server in
            let error = await failure { _ = try await bench.client.send(Request(.get, "/x")) }
            #expect(error.kind == .network)
            #expect(error.code == "redirect")
            #expect(server.requests.count == 6)
            let answer = try await bench.client.send(Request(.get, "/y"))
            #expect(answer.status == 302)
        }
    }

    @Test(
        "Redirects to no http place are errors",
        arguments: ["file:///etc/passwd", "javascript:1", "http://user:pw@127.0.0.1/", "/x?access_token=abcdefgh"]
    )
    func badRedirect(location: String) async throws {
        try await withBench { _ in
            .status(302, [("Location", location)])
        } body: { bench, _ in
            let error = await failure { _ = try await bench.client.send(Request(.get, "/x")) }
            #expect(error.code == "redirect")
            #expect(!error.description.contains("abcdefgh"))
        }
    }

    @Test("Our own token in a header or URL for another origin is refused before any request")
    func leak() async throws {
        try await withTwo(api: { _, _ in .json(200, "{}") }) { bench, _, other in
            let inHeader = Request(.get, "\(other.root)/", headers: ["X-Token": "x\(Bench.token)"])
            #expect(await failure { _ = try await bench.client.send(inHeader) }.code == "token_leak")
            let inPath = Request(.get, "\(other.root)/\(Bench.token)")
            let error = await failure { _ = try await bench.client.send(inPath) }
            #expect(error.code == "token_leak")
            #expect(!error.description.contains(Bench.token))
            #expect(other.requests.isEmpty)
        }
    }

    @Test("The token is not sent over plain http to another machine: that is an error, not a request without it")
    func plainHTTP() async throws {
        let bench = try Bench(root: "http://192.0.2.1")
        let error = await failure { _ = try await bench.client.send(Request(.get, "/me")) }
        #expect(error.kind == .usage)
        #expect(error.code == "plain_http")
        #expect(error.hint?.contains("https") == true)
        let own = Request(.get, "http://192.0.2.1/", headers: ["Authorization": "Basic eDp5"])
        #expect(await failure { _ = try await bench.client.send(own) }.code == "plain_http")
        await bench.client.shutdown()
    }

    @Test(
        "Without a token a call is an auth error that says how to sign in, and nothing is sent",
        arguments: Request.Method.allCases
    )
    func noToken(method: Request.Method) async throws {
        for token in [nil, ""] {
            try await withBench(token: token) { _ in
                .json(200, "{}")
            } body: { bench, server in
                let error = await failure { _ = try await bench.client.send(Request(method, "/me")) }
                #expect(error.kind == .auth)
                #expect(
                    error.hint?.contains("set VIMEO_ACCESS_TOKEN to a token from https://developer.vimeo.com/apps")
                        == true
                )
                #expect(server.connections == 0)
            }
        }
    }

    @Test("With client id and secret alone, GET uses Basic and everything else is refused")
    func basic() async throws {
        try await withBench(token: nil) {
            $0.clientID = "KEY"
            $0.clientSecret = "SECRET"
        } script: { _ in
            .json(200, "{}")
        } body: { bench, server in
            _ = try await bench.client.send(Request(.get, "/categories"))
            #expect(server.requests.first?["Authorization"] == "Basic S0VZOlNFQ1JFVA==")
            for method in Request.Method.allCases where method != .get {
                #expect(await failure { _ = try await bench.client.send(Request(method, "/x")) }.kind == .auth)
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test("Another origin needs no sign-in")
    func publicPage() async throws {
        try await withTwo(token: nil, api: { _, _ in .json(200, "{}") }) { bench, _, other in
            let answer = try await bench.client.send(Request(.get, "\(other.root)/x"))
            #expect(answer.ok)
        }
    }

    @Test("A token with a line break is an error and is not shown")
    func brokenToken() async throws {
        try await withBench(token: "abcdefgh\nX: y") { _ in
            .json(200, "{}")
        } body: { bench, server in
            let error = await failure { _ = try await bench.client.send(Request(.get, "/me")) }
            #expect(error.kind == .auth)
            #expect(!error.description.contains("abcdefgh"))
            #expect(server.connections == 0)
        }
    }

    @Test("A derived client has credentials of its own, and shares the connection")
    func derived() async throws {
        try await withBench { _ in
            .json(200, "{}")
        } body: { bench, server in
            let other = try bench.client.derived { $0.token = "other-token-other-token" }
            _ = try await bench.client.send(Request(.get, "/a"))
            _ = try await other.send(Request(.get, "/b"))
            other.setToken("third-token-third-token")
            _ = try await bench.client.send(Request(.get, "/c"))
            #expect(
                server.requests.map { $0["Authorization"] } == [
                    "Bearer \(Bench.token)", "Bearer other-token-other-token", "Bearer \(Bench.token)",
                ]
            )
            #expect(server.connections == 1)
        }
    }

    @Test("A derived client whose credentials are left alone has those of the first, also those that come later")
    func derivedSharing() throws {
        let first = try Client()
        let same = try first.derived { $0.timeout = 5 }
        let own = try first.derived { $0.token = "own" }
        let elsewhere = try first.derived { $0.apiRoot = "https://example.com" }
        first.setToken("later")
        #expect(same.credentials.token == "later")
        #expect(own.credentials.token == "own")
        #expect(elsewhere.credentials.token == nil)
        same.setToken(nil)
        #expect(!first.isSignedIn)
    }
}
