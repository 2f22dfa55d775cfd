import TestSupport
import Testing

@testable import Vimeo

@Suite("The hosts that a caller may name")
struct HostTests {
    /// Runs a body with a client that may name certain hosts only, and with a server at another one.
    private func withOther(
        _ change: @escaping @Sendable (inout Configuration, _ other: String) -> Void,
        api: @escaping @Sendable (RecordedRequest, _ otherRoot: String) -> Reply = { _, _ in .json(200, "{}") },
        body: (Client, _ api: TestServer, _ other: TestServer) async throws -> Void
    ) async throws {
        try await TestServer.run(script: { _ in .json(200, "{}") }) { other in
            let root = other.root
            let authority = String(root.split(separator: "/").last ?? "")
            try await withBench(configure: { change(&$0, authority) }, script: { api($0, root) }) { bench, server in
                try await body(bench.client, server, other)
            }
        }
    }

    @Test("A host that is not granted gets no request: not by its address, a redirect or the next page")
    func refused() async throws {
        try await withOther(
            { configuration, _ in configuration.hosts = ["example.com", "127.0.0.1:1"] },
            api: { _, root in .status(302, [("Location", "\(root)/file")]) }
        ) { client, api, other in
            for path in ["\(other.root)/a", "/redirected"] {
                let error = await failure { _ = try await client.send(Request(.get, path, retries: 0)) }
                #expect(error.kind == .permission && error.message.contains("not allowed: connecting to 127.0.0.1"))
            }
            var walk = client.walk(Request(.get, "/list"))
            var page = PageWalk.Page()
            (page.items, page.next) = (1, "\(other.root)/list?page=2")
            guard case .next(let next) = try walk.take(page) else { throw CancellationError() }
            #expect(await failure { _ = try await client.send(next) }.kind == .permission)
            #expect(other.requests.isEmpty)
            #expect(api.requests.count == 1)
        }
    }

    @Test("A host that is granted may get any request, also where the API may only be read")
    func granted() async throws {
        try await withOther { configuration, other in
            configuration.hosts = [other]
            configuration.access = .read
        } body: { client, api, other in
            _ = try await client.send(Request(.post, "\(other.root)/hook", body: .json(Array("{}".utf8))))
            #expect(other.requests.count == 1)
            let error = await failure { _ = try await client.send(Request(.post, "/x")) }
            #expect(error.kind == .permission && api.requests.isEmpty)
        }
    }

    @Test("A host that is granted cannot send a request on to the API that the client may not use")
    func redirectedToAPI() async throws {
        try await TestServer.run(script: { _ in .json(200, "{}") }) { api in
            let away = Reply.status(302, [("Location", "\(api.root)/me")])
            try await TestServer.run(script: { _ in away }) { other in
                let bench = try Bench(root: api.root) { configuration in
                    configuration.access = .none
                    configuration.hosts = ["127.0.0.1:\(other.port)"]
                }
                let error = await failure { _ = try await bench.client.send(Request(.get, "\(other.root)/a")) }
                #expect(error.kind == .permission && error.message == "not allowed: GET \(api.root)/me")
                #expect(other.requests.count == 1 && api.requests.isEmpty)
                await bench.client.shutdown()
            }
        }
    }

    @Test("Where no host is granted the caller has no credentials of its own; without access there is no request")
    func credentials() async throws {
        try await withOther { configuration, _ in
            configuration.hosts = []
        } body: { client, api, _ in
            let request = Request(.get, "/me", headers: ["authorization": "bearer other"])
            let error = await failure { _ = try await client.send(request) }
            #expect(error.kind == .permission && api.requests.isEmpty)
            let none = try client.derived { $0.access = .none }
            #expect(await failure { _ = try await none.send(Request(.get, "/me")) }.kind == .permission)
            #expect(await failure { _ = try await none.loadClientCredentials() }.kind == .permission)
            #expect(api.requests.isEmpty)
        }
    }
}
