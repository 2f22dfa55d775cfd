import Testing

@testable import Vimeo

@Suite("Requests on the wire")
struct SendTests {
    @Test("A GET carries the token, the API version, our user agent and the encoded query, and reads the answer")
    func get() async throws {
        try await withBench { _ in
            .json(
                200,
                #"{"uri":"/videos/1"}"#,
                [
                    ("X-RateLimit-Limit", "100"), ("X-RateLimit-Remaining", "99"),
                    ("X-RateLimit-Reset", "2017-08-08T22:20:21+00:00"),
                ]
            )
        } body: { bench, server in
            let query: [Request.Parameter] = [
                .init("fields", .list([.string("uri"), .string("name")])), .init("query", .string("a b&ü")),
                .init("page", .integer(2)), .init("x", .boolean(true)), .init("n", .number(0.5)),
            ]
            let response = try await bench.client.send(Request(.get, "videos/1", query: query))
            #expect(response.ok)
            #expect(response.status == 200)
            #expect(response.body == Array(#"{"uri":"/videos/1"}"#.utf8))
            #expect(response.headers["content-type"] == "application/json")
            #expect(
                response.rateLimit
                    == RateLimit([
                        "X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "99", "X-RateLimit-Reset": "1502230821",
                    ])
            )
            #expect(response.url == "\(server.root)/videos/1?fields=uri,name&query=a%20b%26%C3%BC&page=2&x=true&n=0.5")
            let request = try #require(server.requests.first)
            #expect(request.method == "GET")
            #expect(request.target == "/videos/1?fields=uri,name&query=a%20b%26%C3%BC&page=2&x=true&n=0.5")
            #expect(request["Authorization"] == "Bearer \(Bench.token)")
            #expect(request["Accept"] == "application/vnd.vimeo.*+json;version=3.4")
            #expect(request["User-Agent"]?.hasPrefix("vimeo-lua/") == true)
            #expect(request["Accept-Encoding"] == "gzip")
            #expect(request["Host"] == "127.0.0.1:\(server.port)")
        }
    }

    @Test(
        "What an address says is what goes over the wire, byte for byte",
        arguments: [
            "//evil.example/x", "/a%2Fb", "/a;b='c'(d)*!$&+,=:@", "/%E2%82%AC?x=%26%3D&y=a+b", "/x?", "/x?a=/?&b",
            "/a//b/",
        ]
    )
    func target(path: String) async throws {
        try await withBench { _ in
            .json(200, "{}")
        } body: { bench, server in
            _ = try await bench.client.send(Request(.get, path))
            #expect(server.requests.map(\.target) == [path == "/x?" ? "/x" : path])
        }
    }

    @Test("An API root with a folder puts it before every path")
    func folder() async throws {
        try await withBench { _ in
            .json(200, "{}")
        } body: { bench, server in
            let client = try bench.client.derived { $0.apiRoot += "/api/v1" }
            _ = try await client.send(Request(.get, "me"))
            #expect(server.requests.map(\.target) == ["/api/v1/me"])
        }
    }

    @Test("Headers of the caller go along and take the place of ours; those that frame the message are refused")
    func headers() async throws {
        try await withBench { _ in
            .json(200, "{}")
        } body: { bench, server in
            let own: Headers = ["X-A": "1", "user-agent": "mine", "Accept": "text/plain"]
            _ = try await bench.client.send(Request(.get, "/x", headers: own))
            let request = try #require(server.requests.first)
            #expect(request["X-A"] == "1")
            #expect(request.headers.filter { $0.name.lowercased() == "user-agent" }.map(\.value) == ["mine"])
            #expect(request.headers.filter { $0.name.lowercased() == "accept" }.map(\.value) == ["text/plain"])
            let error = await failure {
                _ = try await bench.client.send(Request(.get, "/x", headers: ["Host": "evil"]))
            }
            #expect(error.kind == .usage)
            #expect(server.requests.count == 1)
        }
    }

    @Test("A time-out that makes no sense is a usage error", arguments: [0, -1, Double.nan, -Double.infinity])
    func invalidTimeout(timeout: Double) async throws {
        try await withBench { _ in
            .json(200, "{}")
        } body: { bench, server in
            let error = await failure { _ = try await bench.client.send(Request(.get, "/x", timeout: timeout)) }
            #expect(error.kind == .usage)
            #expect(server.connections == 0)
        }
    }

    @Test("An endless and an odd time-out are taken", arguments: [Double.infinity, 1e300, 12.345])
    func oddTimeout(timeout: Double) async throws {
        try await withBench { _ in
            .json(200, "{}")
        } body: { bench, _ in
            let response = try await bench.client.send(Request(.get, "/x", timeout: timeout))
            #expect(response.ok)
        }
    }
}
