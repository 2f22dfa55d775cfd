import Testing

@testable import Vimeo

@Suite("Pages over the wire")
struct PagingWireTests {
    private func page(_ next: String) -> PageWalk.Page {
        var page = PageWalk.Page()
        (page.items, page.next) = (1, next)
        return page
    }

    @Test("A next link to another origin is followed without the token, an absolute one to the API with it")
    func nextLinks() async throws {
        try await TestServer.run { _ in
            .json(200, #"{"data":[3]}"#)
        } body: { elsewhere in
            try await withBench { _ in
                .json(200, #"{"data":[1]}"#)
            } body: { bench, server in
                var walk = bench.client.walk(Request(.get, "/me/videos"))
                _ = try await bench.client.send(walk.first)
                for link in ["\(server.root)/users/1/videos?page=2", "\(elsewhere.root)/users/1/videos?page=3"] {
                    guard case .next(let request) = try walk.take(page(link)) else {
                        Issue.record("the walk ended")
                        return
                    }
                    #expect(try await bench.client.send(request).status == 200)
                }
                #expect(server.requests.map(\.target) == ["/me/videos?per_page=100", "/users/1/videos?page=2"])
                #expect(server.requests.allSatisfy { $0["Authorization"] == "Bearer \(Bench.token)" })
                #expect(elsewhere.requests.map(\.target) == ["/users/1/videos?page=3"])
                #expect(elsewhere.requests.allSatisfy { $0["Authorization"] == nil })
                #expect(elsewhere.requests.allSatisfy { !$0.head.contains(Bench.token) })
            }
        }
    }

    @Test(
        "A next link that is not a URL is an error, and nothing is sent",
        arguments: ["/a b\n", "ftp://example.com/", "https://user:pass@example.com/", "/../x", "", "/x#y"]
    )
    func invalid(link: String) async throws {
        try await withBench { _ in
            .json(200, "{}")
        } body: { bench, server in
            var walk = bench.client.walk(Request(.get, "/me/videos"))
            guard case .next(let request) = try walk.take(page(link)) else { return }
            let error = await failure { _ = try await bench.client.send(request) }
            #expect(error.kind == .usage)
            #expect(server.requests.isEmpty)
        }
    }
}
