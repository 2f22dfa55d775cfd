import TestSupport
import Testing

@testable import Vimeo

@Suite("The name localhost")
struct LoopbackTests {
    @Test("It is this machine's address, also where the server is at the other one, and keeps its name in the request")
    func addresses() async throws {
        let port = DeafPort()
        for host in ["::1", "127.0.0.1"] {
            try await TestServer.run(host: host, port: port.number, script: { _ in .json(200, "{}") }) { server in
                let bench = try Bench(root: "http://localhost:\(port.number)")
                for _ in 0..<3 {
                    let response = try await bench.client.send(Request(.get, "/x"))
                    #expect(response.status == 200)
                }
                #expect(server.requests.map { $0["Host"] } == Array(repeating: "localhost:\(port.number)", count: 3))
                // The address that answered is asked first from then on.
                #expect(server.connections == 1)
                #expect(bench.notices.isEmpty)
                await bench.client.shutdown()
            }
        }
        withExtendedLifetime(port) {}
    }

    @Test("A client finds a server again that has moved from one address to the other")
    func moved() async throws {
        let port = DeafPort()
        let bench = try Bench(root: "http://localhost:\(port.number)")
        for host in ["127.0.0.1", "::1", "127.0.0.1"] {
            try await TestServer.run(
                host: host,
                port: port.number,
                script: { _ in .raw(Reply.json(200, "{}", [("Connection", "close")]).bytes, .close) }
            ) { server in
                let response = try await bench.client.send(Request(.post, "/x"))
                #expect(response.status == 200)
                #expect(server.requests.count == 1)
            }
        }
        await bench.client.shutdown()
        withExtendedLifetime(port) {}
    }

    @Test("Other addresses of this machine are not tried")
    func others() async throws {
        let port = DeafPort()
        try await TestServer.run(host: "::1", port: port.number, script: { _ in .json(200, "{}") }) { server in
            let bench = try Bench(root: "http://127.0.0.1:\(port.number)")
            let error = await failure { _ = try await bench.client.send(Request(.get, "/x")) }
            #expect(error.code == "refused")
            #expect(server.requests.isEmpty)
            await bench.client.shutdown()
        }
        withExtendedLifetime(port) {}
    }
}
