import Testing

@testable import Vimeo

@Suite("Addresses")
struct AddressTests {
    private static var root: Address { get throws { try Address(absolute: "https://api.vimeo.com") } }

    @Test(
        "A path becomes a URL below the API root, encoded where needed and never twice",
        arguments: [
            ("/videos/1", "https://api.vimeo.com/videos/1"),
            ("videos/1", "https://api.vimeo.com/videos/1"),
            ("/me/videos?page=2", "https://api.vimeo.com/me/videos?page=2"),
            ("/a b", "https://api.vimeo.com/a%20b"),
            ("/ü", "https://api.vimeo.com/%C3%BC"),
            ("/a%20b", "https://api.vimeo.com/a%20b"),
            ("/100%", "https://api.vimeo.com/100%25"),
            ("/a%2", "https://api.vimeo.com/a%252"),
            ("/a\\b", "https://api.vimeo.com/a%5Cb"),
            ("//evil.example/x", "https://api.vimeo.com//evil.example/x"),
            ("/v?q=ü b", "https://api.vimeo.com/v?q=%C3%BC%20b"),
            ("/v?", "https://api.vimeo.com/v"),
            ("?q=1", "https://api.vimeo.com/?q=1"),
            ("/a..b/...", "https://api.vimeo.com/a..b/..."),
            ("@evil.example", "https://api.vimeo.com/@evil.example"),
            ("https://other.example", "https://other.example/"),
            ("HTTPS://Other.Example:443/x?y#z", "https://other.example/x?y"),
            ("http://[::1]:80/x", "http://[::1]/x"),
            ("http://127.0.0.1:8080?q", "http://127.0.0.1:8080/?q"),
        ]
    )
    func good(path: String, expected: String) throws {
        #expect(try Address(path: path, root: try Self.root).description == expected)
    }

    @Test(
        "A path that could lead a request astray is refused before it is made, with a hint",
        arguments: [
            "", "/a/../b", "/..", "/%2e%2E/x", "/./x", "/a\nb", "/a\r\nHost: x", "/a\0b", "/a%00b", "/a%0Ab", "/a\tb",
            "/\u{7F}", "/a#b", "https://user@api.vimeo.com/", "https://u:p@api.vimeo.com/", "https:///x", "https://",
            "ftp://api.vimeo.com/x", "file:///etc/passwd", "https://api.vimeo.com:0/", "https://api.vimeo.com:99999/",
            "https://api.vimeo.com:/", "https://api.vimeo.com:+1/", "https://a b/", "https://ü.example/",
            "https://[::1/",
            "https://[::1]x/", "https://a%2fb/", "/x?access_token=abc", "/x?a=1&Access_Token=abc",
            "/x?acces%73_token=abc",
            "https://other.example/?access_token=abc",
        ]
    )
    func bad(path: String) {
        let error = #expect(throws: VimeoError.self) { try Address(path: path, root: try Self.root) }
        #expect(error?.kind == .usage)
        #expect(error?.hint?.isEmpty == false)
        #expect(error?.description.contains("abc") == false)
    }

    @Test("Parameters are appended to what the path already has")
    func adding() throws {
        let query = [Request.Parameter("b", .string("2"))]
        #expect(try Address(path: "/x?a=1", root: try Self.root).adding(query).target == "/x?a=1&b=2")
        #expect(try Address(path: "/x", root: try Self.root).adding(query).target == "/x?b=2")
        #expect(try Address(path: "/x", root: try Self.root).adding([]).target == "/x")
        let nasty = [Request.Parameter("a&b=", .list([.string("c,d"), .string("é+%"), .integer(-1)]))]
        #expect(try Address(path: "/x", root: try Self.root).adding(nasty).target == "/x?a%26b%3D=c,d,%C3%A9%2B%25,-1")
    }

    @Test("A token given as a parameter is refused too")
    func tokenParameter() throws {
        let address = try Address(path: "/x", root: try Self.root)
        let error = #expect(throws: VimeoError.self) {
            try address.adding([.init("ACCESS_TOKEN", .string("abcdefgh"))])
        }
        #expect(error?.code == "token_in_url")
        #expect(error?.description.contains("abcdefgh") == false)
    }

    @Test("Only of a path it is advised to put a text into the query")
    func controls() throws {
        let path = #expect(throws: VimeoError.self) { try Address(path: "/a\nb", root: try Self.root) }
        #expect(path?.hint == "remove it, or put the text into the query")
        let url = #expect(throws: VimeoError.self) { try Address(absolute: "https://h/a\nb") }
        #expect(url?.hint == "remove it")
    }

    @Test("An API root may have a folder of its own, and nothing that is no place")
    func roots() throws {
        var configuration = Configuration()
        configuration.apiRoot = "http://127.0.0.1:9/api/"
        let client = try Client(configuration)
        #expect(try Address(path: "/me", root: client.root).description == "http://127.0.0.1:9/api/me")
        for root in ["", "api.vimeo.com", "https://u@h", "https://h?x=1", "ftp://h"] {
            configuration.apiRoot = root
            let error = #expect(throws: VimeoError.self) { try Client(configuration) }
            #expect(error?.kind == .usage)
        }
    }

    @Test(
        "Redirects resolve against the URL they come from",
        arguments: [
            ("/b", "https://h.example/b"), ("https://o.example/c?d", "https://o.example/c?d"),
            ("//o.example/e", "https://o.example/e"),
            ("f", "https://h.example/a/f"), ("/x?y=1#z", "https://h.example/x?y=1"),
            ("?x=1", "https://h.example/a/b?x=1"), ("", "https://h.example/a/b?c=/d"),
            ("#z", "https://h.example/a/b?c=/d"), ("?x=/../y", "https://h.example/a/b?x=/../y"),
            ("../f.mp4", "https://h.example/f.mp4"), ("./f", "https://h.example/a/f"), (".", "https://h.example/a/"),
            ("..", "https://h.example/"), ("../../f", "https://h.example/f"),
            ("g/./h/../i?q", "https://h.example/a/g/i?q"),
            ("/x//../y/.", "https://h.example/x/y/"), ("..f", "https://h.example/a/..f"),
        ]
    )
    func redirects(location: String, expected: String) throws {
        let address = try Address(absolute: "https://h.example/a/b?c=/d")
        #expect(try address.redirected(to: location).description == expected)
    }

    @Test(
        "Redirects to what is no http are refused",
        arguments: [
            "javascript:alert(1)", "ftp://h/x", "data:,x", "https://u@h/", "/a\nb", "%2e%2e/b", "https://h/../b",
        ]
    )
    func badRedirects(location: String) throws {
        let address = try Address(absolute: "https://h.example/a")
        #expect(throws: VimeoError.self) { try address.redirected(to: location) }
    }

    @Test(
        "Only this machine's own names count as loopback",
        arguments: [
            ("http://127.0.0.1/", true), ("http://127.9.9.9/", true), ("http://localhost/", true),
            ("http://LOCALHOST:1/", true),
            ("http://[::1]/", true), ("http://127.0.0.1.evil.example/", false),
            ("http://localhost.evil.example/", false),
            ("http://127.1/", false), ("http://10.0.0.1/", false), ("http://127.0.0.256/", false),
            ("http://127.-0.0.1/", false), ("http://127.0.0.01/", false), ("http://127.0..1/", false),
        ]
    )
    func loopback(url: String, expected: Bool) throws {
        #expect(try Address(absolute: url).origin.isLoopback == expected)
    }

    @Test("Ports and case are part of comparing origins as they should be")
    func origins() throws {
        let one = try Address(absolute: "https://api.vimeo.com/").origin
        #expect(try Address(absolute: "https://API.vimeo.com:443/x").origin == one)
        #expect(try Address(absolute: "https://api.vimeo.com:444/").origin != one)
        #expect(try Address(absolute: "http://api.vimeo.com/").origin != one)
        #expect(try Address(absolute: "https://api.vimeo.com.evil.example/").origin != one)
    }
}
