import Testing

@testable import Vimeo

@Suite("Connections")
struct ConnectionTests {
    @Test("Requests one after the other use one connection")
    func sequential() async throws {
        try await withBench { _ in
            .json(200, "{}")
        } body: { bench, server in
            for _ in 0..<20 { _ = try await bench.client.send(Request(.get, "/x")) }
            #expect(server.connections == 1)
        }
    }

    @Test("As many requests as run at the same time use as many connections, and keep them", .timeLimit(.minutes(1)))
    func concurrent() async throws {
        try await withBench { request in
            request.path == "/held" ? .silence : .json(200, "{}")
        } body: { bench, server in
            _ = try await bench.client.send(Request(.get, "/x"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<64 { group.addTask { _ = try await bench.client.send(Request(.get, "/held")) } }
                // Nobody is answered before all are there.
                await server.reached(65)
                #expect(server.connections == 64)
                for number in 0..<64 { server.answer(.json(200, "{}"), on: number) }
                try await group.waitForAll()
            }
            for _ in 0..<20 { _ = try await bench.client.send(Request(.get, "/x")) }
            #expect(server.connections == 64)
        }
    }

    @Test("A crowd that finds its connections closed comes back without a token less or a request more")
    func closed() async throws {
        try await withBench { request in
            request.path == "/closing" ? Reply(bytes: Reply.json(200, "{}").bytes, end: .close) : .json(200, "{}")
        } body: { bench, server in
            for path in ["/closing", "/x"] {
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<32 { group.addTask { try await bench.client.send(Request(.get, path)).status } }
                    for try await status in group { #expect(status == 200) }
                }
            }
            #expect(server.requests.filter { $0.path == "/x" }.count == 32)
            #expect(server.requests.allSatisfy { $0["Authorization"] == "Bearer \(Bench.token)" })
        }
    }
}
