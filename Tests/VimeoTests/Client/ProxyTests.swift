import Testing

@testable import Vimeo

@Suite("Proxies")
struct ProxyTests {
    private func proxy(_ environment: [String: String], _ url: String = "https://api.vimeo.com/") throws -> String? {
        try ProxyRules(environment).proxy(for: Address(absolute: url).origin).map { "\($0.kind) \($0.host):\($0.port)" }
    }

    @Test("The environment's proxies are chosen as curl does it")
    func choice() throws {
        #expect(try proxy([:]) == nil)
        #expect(try proxy(["HTTPS_PROXY": "http://p:3128"]) == "http p:3128")
        #expect(try proxy(["https_proxy": "http://low:1", "HTTPS_PROXY": "http://up:2"]) == "http low:1")
        #expect(try proxy(["ALL_PROXY": "socks5h://s:9"]) == "socks5 s:9")
        #expect(try proxy(["https_proxy": "p:1", "ALL_PROXY": "q:2"]) == "http p:1")
        #expect(try proxy(["https_proxy": "", "ALL_PROXY": "q:2"]) == "http q:2")
        #expect(try proxy(["http_proxy": "p:1"]) == nil)
        #expect(try proxy(["http_proxy": "p:1"], "http://x.example/") == "http p:1")
        #expect(try proxy(["HTTP_PROXY": "p:1"], "http://x.example/") == nil)
        #expect(try proxy(["ALL_PROXY": "p:1"], "http://x.example/") == "http p:1")
    }

    @Test("Plain HTTP to this machine is never proxied, https to it is")
    func loopback() throws {
        #expect(try proxy(["ALL_PROXY": "p:1"], "http://127.0.0.1:8080/") == nil)
        #expect(try proxy(["ALL_PROXY": "p:1"], "http://localhost/") == nil)
        #expect(try proxy(["ALL_PROXY": "p:1"], "https://localhost/") == "http p:1")
    }

    @Test(
        "NO_PROXY exempts a host, what is below it, addresses and networks",
        arguments: [
            ("*", "api.vimeo.com", true), ("vimeo.com", "api.vimeo.com", true), (".vimeo.com", "api.vimeo.com", true),
            (".vimeo.com", "vimeo.com", true), ("api.vimeo.com", "api.vimeo.com", true),
            ("API.Vimeo.com", "api.vimeo.com", true),
            ("vimeo.com.", "api.vimeo.com", true), ("a.b, vimeo.com", "api.vimeo.com", true),
            ("a.b vimeo.com", "api.vimeo.com", true),
            ("imeo.com", "api.vimeo.com", false), ("api.vimeo.co", "api.vimeo.com", false),
            ("", "api.vimeo.com", false),
            (",, ,", "api.vimeo.com", false), (".", "api.vimeo.com", false), ("*.vimeo.com", "api.vimeo.com", false),
            ("10.0.0.1", "10.0.0.1", true),
            ("10.0.0.0/8", "10.9.9.9", true), ("10.0.0.0/8", "11.0.0.1", false),
            ("192.168.0.0/17", "192.168.127.1", true),
            ("192.168.0.0/17", "192.168.128.1", false), ("10.0.0.0/33", "10.0.0.1", false),
            ("10.0.0.0/-1", "10.0.0.1", false),
            ("0.0.0.0/0", "10.0.0.1", true), ("0.0.1", "10.0.0.1", false), ("[::1]", "[::1]", true),
            ("::1", "[::1]", true),
            ("fe80::/10", "[fe80::1]", true), ("fe80::/10", "[2001::1]", false), ("::/0", "10.0.0.1", false),
        ]
    )
    func exempt(list: String, host: String, isExempt: Bool) throws {
        let url = "https://\(host)/"
        #expect((try proxy(["https_proxy": "p:1", "NO_PROXY": list], url) == nil) == isExempt)
        // An empty variable is the same as none, so the other spelling would count.
        if list.isEmpty { return }
        #expect((try proxy(["https_proxy": "p:1", "no_proxy": list, "NO_PROXY": "*"], url) == nil) == isExempt)
    }

    @Test("A proxy is read with its user, its password and curl's default port")
    func parsing() throws {
        let proxy = try Proxy("http://us%40er:p%3Aw@host:8080/")
        #expect(proxy.user == "us@er")
        #expect(proxy.password == "p:w")
        #expect(proxy.host == "host")
        #expect(proxy.port == 8080)
        #expect(try Proxy("host").port == 1080)
        #expect(try Proxy("http://host:80").port == 80)
        #expect(try Proxy("[::1]:3128").host == "::1")
    }

    @Test(
        "A proxy that cannot be used is an error that does not show its password",
        arguments: [
            "https://u:hunter2@p:1", "socks4://p:1", "socks5://u:hunter2@p:1", "http://u:hunter2@:1", "http://p:x",
            "ftp://p", "://",
        ]
    )
    func unusable(text: String) {
        let error = #expect(throws: VimeoError.self) { try Proxy(text) }
        #expect(error?.code == "proxy")
        #expect(error?.hint != nil)
        #expect(error?.description.contains("hunter2") == false)
    }
}
