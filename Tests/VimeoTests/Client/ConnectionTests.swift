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

    @Test("As many requests as run at the same time use as many connections, and keep them", .timeLimit(.minutes(5)))
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

    @Test("A server that closes after each answer costs a connection each, and no repetition")
    func closing() async throws {
        let reply = Reply.raw(Reply.json(200, "{}", [("Connection", "close")]).bytes, .close)
        try await withBench { _ in
            reply
        } body: { bench, server in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<32 { group.addTask { try await bench.client.send(Request(.get, "/x")).status } }
                for try await status in group { #expect(status == 200) }
            }
            #expect(server.requests.count == 32)
            #expect(server.connections == 32)
            #expect(bench.notices.isEmpty)
        }
    }
}
