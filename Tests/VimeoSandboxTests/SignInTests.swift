import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite struct SignInTests {
    /// `key:secret`.
    private let basic = "Basic a2V5OnNlY3JldA=="
    private let form: HTTPHeaders = ["Content-Type": "application/x-www-form-urlencoded"]

    @Test(
        "Bad credentials are 401 with the code that tells them apart",
        arguments: [
            ("", 8003), ("Bearer nothing", 8003), ("Bearer", 8003), ("Digest x", 8003), ("Basic x", 8001),
            ("Basic a2V5Om5v", 8001), ("Basic %%%", 8001),
        ] as [(String, Int64)]
    )
    func bad(authorization: String, code: Int64) {
        var api = TestAPI()
        let answer = api.send(.GET, "/videos/1001", as: authorization)
        #expect(answer.status == 401)
        #expect(answer.code == code)
        #expect(answer.headers["WWW-Authenticate"] == (code == 8003 ? ["Bearer error=\"invalid_token\""] : []))
        #expect(api.send(.GET, "/nothing", as: authorization).status == 401)
    }

    @Test("Basic reads what is public, and nothing that needs a user")
    func basicReads() {
        var api = TestAPI()
        #expect(api.send(.GET, "/videos/1001", as: basic).status == 200)
        #expect(api.send(.GET, "/me", as: basic).code == 8002)
        #expect(api.send(.PATCH, "/videos/1001", "{}", as: basic).code == 8002)
        #expect(api.send(.GET, "/tutorial", as: basic).status == 200)
        #expect(api.send(.GET, "/", as: basic)["endpoints"]?.array?.isEmpty == false)
    }

    @Test(
        "Each call that changes something needs its scope",
        arguments: [
            (.POST, "/me/videos", "upload"), (.PATCH, "/videos/1001", "edit"), (.DELETE, "/videos/1001", "delete"),
            (.POST, "/videos/1001/versions", "upload"), (.PATCH, "/videos/1001/versions/2001", "edit"),
            (.DELETE, "/videos/1001/versions/2001", "edit"), (.POST, "/videos/1001/pictures", "upload"),
            (.PATCH, "/videos/1001/pictures/3001", "edit"), (.DELETE, "/videos/1001/pictures/3001", "edit"),
            (.DELETE, "/me/pictures/3000", "delete"), (.PATCH, "/me", "edit"),
        ] as [(HTTPMethod, String, String)]
    )
    func scopes(method: HTTPMethod, path: String, scope: String) throws {
        var api = TestAPI()
        let wanted = try #require(Scope(rawValue: scope))
        let others = Scope.allCases.filter { $0 != wanted }
        let without = api.store.issueToken(others, user: Store.owner).value
        let answer = api.send(method, path, "{}", as: "Bearer \(without)")
        #expect(answer.status == 403)
        #expect(answer.json == ["error": "Your access token does not have the \"\(scope)\" scope"])
        let with = api.token(.public, wanted)
        #expect(api.send(method, path, "{}", as: "bearer \(with)")["error"] != answer["error"])
    }

    @Test("Client credentials give a token without a user, by form and by JSON")
    func clientCredentials() throws {
        var api = TestAPI()
        let body = "grant_type=client_credentials&scope=public+private"
        let granted = api.send(.POST, "/oauth/authorize/client", body, as: basic, form)
        #expect(granted.status == 200)
        #expect(granted["scope"] == "public private")
        #expect(granted["token_type"] == "bearer")
        #expect(granted["user"] == nil)
        let token = try #require(granted["access_token"]?.string)
        #expect(token.utf8.count == 40)
        let upload = api.send(.POST, "/me/videos", #"{"upload":{"approach":"tus","size":1}}"#, as: "Bearer \(token)")
        #expect(upload.status == 401)
        #expect(upload.code == 8002)
        let json = api.send(.POST, "/oauth/authorize/client", #"{"grant_type":"client_credentials"}"#, as: basic)
        #expect(json["scope"] == "public")
    }

    @Test("A token of OAuth 1 is converted; without its secret the request is refused")
    func convertsToken() throws {
        var api = TestAPI()
        let body = "grant_type=vimeo_oauth1&token=a"
        let granted = api.send(.POST, "/oauth/authorize/vimeo_oauth1", "\(body)&token_secret=b", as: basic, form)
        #expect(granted.status == 200)
        #expect(granted["user"]?["uri"] == "/users/1")
        let token = try #require(granted["access_token"]?.string)
        #expect(api.send(.GET, "/me", as: "Bearer \(token)").status == 200)
        #expect(api.send(.POST, "/oauth/authorize/vimeo_oauth1", body, as: basic, form)["error"] == "invalid_request")
    }

    @Test("Grants need Basic, even if a valid token is sent, and the right secret")
    func grantsWantBasic() {
        var api = TestAPI()
        let body = "grant_type=client_credentials"
        #expect(api.send(.POST, "/oauth/authorize/client", body, as: nil, form).code == 8000)
        #expect(api.send(.POST, "/oauth/access_token", body, as: "", form).code == 8000)
        #expect(api.send(.POST, "/oauth/authorize/client", body, as: "Basic a2V5Om5v", form).code == 8001)
    }

    @Test("A code is exchanged once, with the redirect URI it was issued for")
    func code() throws {
        var api = TestAPI()
        let redirect = "http://127.0.0.1:8080/cb"
        let page = api.send(
            .GET,
            "/oauth/authorize?response_type=code&client_id=key&redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Fcb"
                + "&scope=public+edit&state=a%26b",
            as: ""
        )
        #expect(page.status == 302)
        let location = try #require(page.headers.first(name: "Location"))
        #expect(location.hasPrefix("\(redirect)?code="))
        #expect(location.hasSuffix("&state=a%26b"))
        let code = location.dropFirst("\(redirect)?code=".count).prefix { $0 != "&" }
        func exchange(_ uri: String) -> TestAPI.Result {
            let body = "grant_type=authorization_code&code=\(code)&redirect_uri=\(Percent.encode(uri))"
            return api.send(.POST, "/oauth/access_token", body, as: basic, form)
        }
        #expect(exchange("http://127.0.0.1:8080/other").status == 400)
        let token = exchange(redirect)
        #expect(token["scope"] == "public edit")
        #expect(token["user"]?["uri"] == "/users/1")
        let again = exchange(redirect)
        #expect(again.status == 400)
        #expect(again["error"] == "invalid_grant")
        #expect(again["error_description"]?.string?.isEmpty == false)
    }

    @Test(
        "An authorization page for an unknown app, a foreign redirect or another kind of answer is refused",
        arguments: [
            "client_id=other&redirect_uri=https://example.com/cb&response_type=code",
            "client_id=key&redirect_uri=https://evil.example/cb&response_type=code",
            "client_id=key&redirect_uri=http://localhost.evil.example/&response_type=code",
            "client_id=key&redirect_uri=http://127.0.0.1@evil.example/&response_type=code",
            "client_id=key&redirect_uri=https://example.com/cb&response_type=token",
            "client_id=key&redirect_uri=https://example.com/cb&response_type=code&scope=everything",
            "client_id=key&response_type=code", "",
        ]
    )
    func refusedPages(query: String) {
        var api = TestAPI()
        let page = api.send(.GET, "/oauth/authorize?\(query)", as: "")
        #expect(page.status == 400)
        #expect(page.headers["Location"] == [])
    }

    @Test("A token can be verified until it is revoked")
    func verify() {
        var api = TestAPI()
        let token = "Bearer \(api.token(.public, .edit))"
        let verified = api.send(.GET, "/oauth/verify", as: token)
        #expect(verified["scope"] == "public edit")
        #expect(verified["user"]?["name"] == "Ada Winter")
        #expect(api.send(.DELETE, "/tokens", as: token).status == 204)
        #expect(api.send(.GET, "/oauth/verify", as: token).code == 8003)
        #expect(api.send(.GET, "/me", as: token).code == 8003)
        #expect(api.send(.GET, "/me").status == 200)
    }

    @Test("A device waits until its user agrees, then gets a token once")
    func device() {
        var api = TestAPI()
        let codes = api.send(.POST, "/oauth/device", "grant_type=device_grant&scope=public", as: basic, form)
        let body =
            "user_code=\(codes["user_code"]?.string ?? "")&device_code=\(codes["device_code"]?.string ?? "")"
        #expect(api.send(.POST, "/oauth/device/authorize", body, as: basic, form).status == 400)
        api.wait(seconds: 5)
        let token = api.send(.POST, "/oauth/device/authorize", body, as: basic, form)
        #expect(token["scope"] == "public")
        #expect(api.send(.POST, "/oauth/device/authorize", body, as: basic, form).status == 400)
    }

    @Test("Requests beyond the limit are 429 until the minute is over, counted for each token")
    func rateLimit() {
        var api = TestAPI(rateLimit: 2)
        let first = api.send(.GET, "/me")
        #expect(first.headers["X-RateLimit-Limit"] == ["2"])
        #expect(first.headers["X-RateLimit-Remaining"] == ["1"])
        #expect(first.headers["X-RateLimit-Reset"] == ["2026-01-01T00:01:00+00:00"])
        #expect(api.send(.GET, "/nothing").headers["X-RateLimit-Remaining"] == ["0"])
        let refused = api.send(.GET, "/me")
        #expect(refused.status == 429)
        #expect(refused.json.object?.members.map(\.key) == ["error"])
        #expect(refused.headers["X-RateLimit-Remaining"] == ["0"])
        #expect(api.send(.GET, "/me", as: "Bearer \(api.token(.public))").status == 200)
        api.wait(seconds: 59)
        #expect(api.send(.GET, "/me").status == 429)
        api.wait(seconds: 1)
        #expect(api.send(.GET, "/me").status == 200)
    }
}
