import Testing
@testable import Vimeo

@Suite("Requests on the wire")
struct SendTests {
    @Test("A GET carries the token, the API version, our user agent and the encoded query, and reads the answer")
    func get() async throws {
        try await withBench { _ in
            .json(200, #"{"uri":"/videos/1"}"#, [("X-RateLimit-Limit", "100"), ("X-RateLimit-Remaining", "99"), ("X-RateLimit-Reset", "2017-08-08T22:20:21+00:00")])
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
            #expect(response.rateLimit == RateLimit(["X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "99", "X-RateLimit-Reset": "1502230821"]))
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
}
