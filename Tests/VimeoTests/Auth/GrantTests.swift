import Synchronization
import Testing

@testable import Vimeo

@Suite("Grants on the wire")
struct GrantTests {
    private func withApp(
        token: String? = nil,
        script: @escaping TestServer.Script,
        body: (Bench, TestServer) async throws -> Void
    ) async throws {
        try await withBench(token: token) {
            $0.clientID = "KEY"
            $0.clientSecret = "SECRET"
        } script: {
            script($0)
        } body: {
            try await body($0, $1)
        }
    }

    private static let granted = Reply.json(
        200,
        #"{"access_token":"new-token-new-token","token_type":"bearer","scope":"public private","user":{"uri":"/users/1","name":"Ada"}}"#
    )

    @Test("400 without a reason that is an end means waiting; a server that wants to be asked less often is")
    func slowDown() async throws {
        let codes = #"{"device_code":"D","user_code":"U","activate_link":"https://vimeo.com/activate","interval":2}"#
        let replies = [
            Reply.json(200, codes), .json(400, #"{"error":"authorization_pending"}"#),
            .json(400, #"{"error":"slow_down"}"#), .json(400, #"{"error":"slow_down"}"#), .status(400),
            .json(400, "<html>"), .json(400, #"{"error_code":1}"#), Self.granted,
        ]
        let next = Mutex(0)
        try await withApp { _ in
            replies[
                next.withLock {
                    $0 += 1
                    return $0 - 1
                }
            ]
        } body: { bench, _ in
            var code = try await bench.client.requestDeviceCode(scopes: ["public"])
            var intervals: [Double] = []
            while try await bench.client.pollDevice(&code) == nil { intervals.append(code.interval) }
            #expect(intervals == [2, 7, 12, 12, 12, 12])
        }
    }

    @Test(
        "Client credentials are asked for with Basic, also if there is a token, and the new token is used",
        arguments: [nil, Bench.token]
    )
    func clientCredentials(token: String?) async throws {
        try await withApp(token: token) { _ in
            Self.granted
        } body: { bench, server in
            let grant = try await bench.client.loadClientCredentials(scopes: ["public", "private"])
            #expect(grant.token == "new-token-new-token")
            #expect(grant.scope == "public private")
            _ = try await bench.client.send(Request(.get, "/me"))
            let request = server.requests[0]
            #expect(request.method == "POST")
            #expect(request.target == "/oauth/authorize/client")
            #expect(request["Authorization"] == "Basic S0VZOlNFQ1JFVA==")
            #expect(request["Content-Type"] == "application/x-www-form-urlencoded")
            #expect(request.text == "grant_type=client_credentials&scope=public+private")
            #expect(server.requests[1]["Authorization"] == "Bearer new-token-new-token")
        }
    }

    @Test("Without scopes public is asked for")
    func defaultScope() async throws {
        try await withApp { _ in
            Self.granted
        } body: { bench, server in
            _ = try await bench.client.loadClientCredentials()
            #expect(server.requests.first?.text == "grant_type=client_credentials&scope=public")
        }
    }

    @Test("A code is traded with Basic for a token, its user and its scope, and the client is signed in")
    func code() async throws {
        try await withApp(token: Bench.token) { _ in
            Self.granted
        } body: { bench, server in
            let grant = try await bench.client.exchangeCode("c/d e", redirectURI: "https://example.com/cb")
            #expect(grant.user?["name"] == .string("Ada"))
            #expect(server.requests[0].target == "/oauth/access_token")
            #expect(server.requests[0]["Authorization"] == "Basic S0VZOlNFQ1JFVA==")
            #expect(
                server.requests[0].text
                    == "grant_type=authorization_code&code=c%2Fd+e&redirect_uri=https%3A%2F%2Fexample.com%2Fcb"
            )
            #expect(bench.client.credentials.token == "new-token-new-token")
        }
    }

    @Test("Without client id and secret a grant is an auth error, and nothing is sent")
    func noApp() async throws {
        try await withBench { _ in
            Self.granted
        } body: { bench, server in
            for error in [
                await failure { _ = try await bench.client.loadClientCredentials() },
                await failure { _ = try await bench.client.exchangeCode("c", redirectURI: "https://x") },
            ] {
                #expect(error.kind == .auth)
                #expect(error.hint?.contains("VIMEO_CLIENT_SECRET") == true)
            }
            #expect(server.connections == 0)
        }
    }

    @Test("A refused grant is an auth error in Vimeo's words, and leaves the token alone", arguments: [400, 401])
    func refused(status: Int) async throws {
        try await withApp(token: Bench.token) { _ in
            .json(status, #"{"error":"invalid_grant","error_description":"SECRET is wrong"}"#)
        } body: { bench, _ in
            let error = await failure { _ = try await bench.client.exchangeCode("c", redirectURI: "https://x") }
            #expect(error.kind == .auth)
            #expect(error.statusCode == status)
            #expect(error.message.contains("invalid_grant"))
            #expect(!error.message.contains("SECRET"))
            #expect(bench.client.credentials.token == Bench.token)
        }
    }

    @Test(
        "An answer without a token is an error",
        arguments: ["", "{}", "<html>", #"{"access_token":""}"#, #"{"access_token":7}"#]
    )
    func noToken(body: String) async throws {
        try await withApp { _ in
            .json(200, body)
        } body: { bench, _ in
            let error = await failure { _ = try await bench.client.loadClientCredentials() }
            #expect(error.kind == (body.hasPrefix("{") ? .auth : .network))
            #expect(!bench.client.isSignedIn)
        }
    }

    @Test("Verifying asks with the token, and a bad one is an auth error")
    func verify() async throws {
        let script = Steps([.json(200, #"{"scope":"public"}"#), .json(401, #"{"error":"x","error_code":8003}"#)])
        try await withApp(token: Bench.token) { _ in
            script.next()
        } body: { bench, server in
            let response = try await bench.client.verifyToken()
            #expect(response.status == 200)
            #expect(server.requests[0].target == "/oauth/verify")
            #expect(server.requests[0]["Authorization"] == "Bearer \(Bench.token)")
            let error = await failure { _ = try await bench.client.verifyToken() }
            #expect(error.kind == .auth)
            #expect(error.errorCode == 8003)
        }
    }

    @Test(
        "A redirect that is not followed has done nothing: it is an error that says where it leads",
        arguments: [301, 307]
    )
    func redirected(status: Int) async throws {
        try await withBench(script: { _ in .status(status, [("Location", "/elsewhere?token=x")]) }) { bench, server in
            let error = await failure { try await bench.client.revokeToken() }
            #expect(error.statusCode == status)
            let place = "\(server.root)/elsewhere?token=***"
            #expect(error.message.hasSuffix("redirected to \(place), which was not followed"), "\(error)")
            #expect(bench.client.isSignedIn)
        }
    }

    @Test("Revoking deletes the token at Vimeo and forgets it")
    func revoke() async throws {
        try await withApp(token: Bench.token) { _ in
            .status(204)
        } body: { bench, server in
            try await bench.client.revokeToken()
            #expect(server.requests[0].method == "DELETE")
            #expect(server.requests[0].target == "/tokens")
            #expect(server.requests[0]["Authorization"] == "Bearer \(Bench.token)")
            #expect(!bench.client.isSignedIn)
            let error = await failure { try await bench.client.revokeToken() }
            #expect(error.kind == .auth)
            let unverified = await failure { _ = try await bench.client.verifyToken() }
            #expect(unverified.kind == .auth)
            #expect(server.requests.count == 1)
        }
    }

    @Test(
        "A client id or secret with a line end or blank is refused before anything is sent",
        arguments: [true, false]
    )
    func lineEnd(isID: Bool) async throws {
        try await withBench(token: nil) {
            $0.clientID = isID ? "KEY\n" : "KEY"
            $0.clientSecret = isID ? "SECRET" : "SEC RET"
        } script: { _ in
            Self.granted
        } body: { bench, server in
            let error = await failure { _ = try await bench.client.loadClientCredentials() }
            #expect(error.kind == .auth)
            #expect(error.code == "bad_client")
            #expect(error.message.contains(isID ? "client id" : "client secret"))
            #expect(!error.description.contains("KEY") && !error.description.contains("RET"))
            #expect(server.connections == 0)
        }
    }

    @Test("A refused client id or secret leads to those of the app, wherever they come from")
    func badClient() async throws {
        try await withApp { _ in
            .json(401, #"{"error":"invalid_client"}"#)
        } body: { bench, _ in
            let error = await failure { _ = try await bench.client.loadClientCredentials() }
            #expect(error.hint?.contains("VIMEO_CLIENT_ID") == false)
            #expect(error.hint?.hasSuffix("those of your app at https://developer.vimeo.com/apps") == true)
        }
    }

    @Test("A page in place of an answer, as a network that asks for a sign-in sends, is a failure of the network")
    func page() async throws {
        try await withApp(token: Bench.token) { _ in
            .status(200, [("Content-Type", "text/html")], body: Array("<html><title>Hotel Wi-Fi</title>".utf8))
        } body: { bench, server in
            let error = await failure { _ = try await bench.client.verifyToken() }
            #expect(error.kind == .network)
            #expect(error.code == "not_json")
            #expect(error.message == "GET \(server.root)/oauth/verify: the answer is not JSON: Hotel Wi-Fi")
        }
    }
}
