import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite("The pages where a user agrees")
struct AuthorizePageTests {
    private let basic = "Basic a2V5OnNlY3JldA=="
    private let form: HTTPHeaders = ["Content-Type": "application/x-www-form-urlencoded"]
    private let browser: HTTPHeaders = ["Accept": "text/html,*/*;q=0.8"]
    private static let query =
        "response_type=code&client_id=key&redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fcb&scope=public+edit+delete"
        + "&state=a%26%22b"

    private func exchange(_ location: String, _ api: inout TestAPI) -> TestAPI.Result {
        let code = location.split(separator: "code=").last?.prefix { $0 != "&" } ?? ""
        let body = "grant_type=authorization_code&code=\(code)&redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fcb"
        return api.send(.POST, "/oauth/access_token", body, as: basic, form)
    }

    @Test("A browser gets a page with the scopes, the accounts and what was asked for; everything is escaped")
    func page() {
        var api = TestAPI()
        _ = api.send(.PATCH, "/me", #"{"name":"<b>\"Ada\""}"#)
        let page = api.send(.GET, "/oauth/authorize?\(Self.query)", as: "", browser)
        #expect(page.status == 200)
        #expect(page.headers.first(name: "Content-Type") == "text/html; charset=utf-8")
        #expect(page.headers.first(name: "Content-Security-Policy")?.hasPrefix("default-src 'none'") == true)
        for scope in ["public", "edit", "delete"] { #expect(page.text.contains("name=\"grant.\(scope)\" checked")) }
        #expect(page.text.contains("&lt;b&gt;&quot;Ada&quot;"))
        #expect(page.text.contains("value=\"a&amp;&quot;b\""))
        #expect(!page.text.contains("<b>"))
    }

    @Test("Allowing gives a code for the account and the scopes that were chosen, and no more")
    func allow() throws {
        var api = TestAPI()
        let body = Self.query + "&decision=allow&user=%2Fusers%2F2&grant.public=on&grant.edit=on&grant.stats=on"
        let answer = api.send(.POST, "/oauth/authorize", body, as: "", form)
        #expect(answer.status == 302)
        let location = try #require(answer.headers.first(name: "Location"))
        #expect(location.hasPrefix("http://localhost:8080/cb?code="))
        #expect(location.hasSuffix("&state=a%26%22b"))
        let token = exchange(location, &api)
        #expect(token["scope"] == "public edit")
        #expect(token["user"]?["uri"] == "/users/2")
        #expect(exchange(location, &api)["error"] == "invalid_grant")
        let none = api.send(.POST, "/oauth/authorize", Self.query + "&decision=allow", as: "", form)
        #expect(exchange(try #require(none.headers.first(name: "Location")), &api)["scope"] == "public")
    }

    @Test("Denying sends the browser back with the error and the state")
    func deny() {
        var api = TestAPI()
        for decision in ["&decision=deny", ""] {
            let answer = api.send(.POST, "/oauth/authorize", Self.query + decision, as: "", form)
            #expect(
                answer.headers["Location"] == [
                    "http://localhost:8080/cb?error=access_denied&error_description=The%20user%20has%20refused."
                        + "&state=a%26%22b"
                ]
            )
        }
    }

    @Test("A code expires after ten minutes")
    func expires() throws {
        for (seconds, status) in [(599, 200), (600, 400)] {
            var api = TestAPI()
            let answer = api.send(.GET, "/oauth/authorize?\(Self.query)", as: "")
            api.wait(seconds: seconds)
            #expect(exchange(try #require(answer.headers.first(name: "Location")), &api).status == status)
        }
    }

    @Test(
        "Redirect addresses are those of this machine, of the example, and those that were registered",
        arguments: [
            ("http://localhost", true), ("http://127.0.0.1:1/x", true), ("http://[::1]/", true),
            ("https://example.com", true), ("https://example.com/any?x=1", true), ("myapp://callback", true),
            ("https://example.com:8443/", false), ("https://example.com.evil.example/", false),
            ("https://example.com@evil.example/", false), ("http://localhost.evil.example", false),
            ("http://localhost:80@evil.example/", true), ("myapp://other", false), ("", false),
        ]
    )
    func redirects(uri: String, isAllowed: Bool) {
        var options = SandboxOptions()
        options.redirects = ["myapp://callback"]
        #expect(Store(options: options).isRegistered(uri) == isAllowed)
    }

    @Test("A device is allowed or refused on its page, with fewer scopes than it asked for")
    func device() {
        for (decision, status) in [("allow&grant.public=on", 200), ("deny", 400)] {
            var api = TestAPI()
            let codes = api.send(.POST, "/oauth/device", "grant_type=device_grant&scope=public+edit", as: basic, form)
            let userCode = codes["user_code"]?.string ?? ""
            #expect(codes["activate_link"] == "http://api/activate")
            #expect(api.send(.GET, "/activate", as: "", browser).text.contains("name=\"user_code\""))
            #expect(api.send(.GET, "/activate?user_code=%3Cnone", as: "", browser).text.contains("unknown"))
            let page = api.send(.GET, "/activate?user_code=\(userCode.lowercased())", as: "", browser)
            #expect(page.text.contains("grant.edit"))
            let done = api.send(.POST, "/activate", "user_code=\(userCode)&decision=\(decision)", as: "", form)
            #expect(done.status == 200)
            let body = "user_code=\(userCode)&device_code=\(codes["device_code"]?.string ?? "")"
            let token = api.send(.POST, "/oauth/device/authorize", body, as: basic, form)
            #expect(token.status == status)
            #expect(status == 200 ? token["scope"] == "public" : token["error"] == "access_denied")
        }
    }

    @Test("What is put into a page is escaped, and cannot reorder or hide text")
    func escaped() {
        let text = "<script>&\"'\u{202E}\u{0}\u{7}ok"
        let page: HTML = "<p title=\"\(text)\">\(7)\([text, text].map { "<i>\($0)</i>" as HTML })</p>"
        let safe = "&lt;script&gt;&amp;&quot;&#39;\u{FFFD}\u{FFFD}\u{FFFD}ok"
        #expect(String(decoding: page.bytes, as: UTF8.self) == "<p title=\"\(safe)\">7<i>\(safe)</i><i>\(safe)</i></p>")
    }
}
