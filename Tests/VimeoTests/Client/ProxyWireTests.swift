import Testing

@testable import Vimeo

@Suite("Proxies on the wire")
struct ProxyWireTests {
    private func attempt(_ reply: Reply, proxy: (Int) -> String) async throws -> (
        error: VimeoError, requests: [RecordedRequest]
    ) {
        try await TestServer.run(script: { _ in reply }) { server in
            let environment = ["https_proxy": proxy(server.port)]
            let bench = try Bench(root: "https://api.vimeo.invalid") { $0.environment = environment }
            let error = await failure { _ = try await bench.client.send(Request(.get, "/x", retries: 0)) }
            await bench.client.shutdown()
            return (error, server.requests)
        }
    }

    @Test("https goes through the proxy by CONNECT, with its password and without the token")
    func connect() async throws {
        let (error, requests) = try await attempt(.status(403)) { "http://user:hunter2@127.0.0.1:\($0)" }
        #expect(error.kind == .network)
        #expect(error.code == "proxy", "\(error)")
        #expect(error.hint?.contains("NO_PROXY") == true)
        #expect(!error.description.contains("hunter2"))
        let request = try #require(requests.first)
        #expect(request.method == "CONNECT")
        #expect(request.target == "api.vimeo.invalid:443")
        #expect(request["Proxy-Authorization"] == "Basic dXNlcjpodW50ZXIy")
        #expect(!request.head.contains(Bench.token))
    }

    @Test("A proxy that wants a password says so")
    func password() async throws {
        let (error, _) = try await attempt(.status(407)) { "http://127.0.0.1:\($0)" }
        #expect(error.code == "proxy", "\(error)")
        #expect(error.message.contains("password"))
    }

    @Test("A proxy that answers with an impossible status has refused", arguments: ["000", "050", "101"])
    func impossibleStatus(status: String) async throws {
        let reply = Reply.raw("HTTP/1.1 \(status) X\r\nContent-Length: 2\r\n\r\n{}")
        let (error, _) = try await attempt(reply) { "http://127.0.0.1:\($0)" }
        #expect(error.code == "proxy", "\(error)")
    }

    @Test("A proxy of the environment that makes no sense is a usage error")
    func invalid() async throws {
        let (error, requests) = try await attempt(.close) { _ in "gopher://p" }
        #expect(error.kind == .usage)
        #expect(requests.isEmpty)
    }

    @Test("A proxy that refuses the connection is named as such")
    func refused() async throws {
        let port = DeafPort()
        let (error, _) = try await attempt(.close) { _ in "http://127.0.0.1:\(port.number)" }
        #expect(error.code == "proxy", "\(error)")
        #expect(error.message.contains("the connection to the proxy 127.0.0.1:\(port.number) was refused"))
        #expect(error.hint?.contains("NO_PROXY") == true)
        withExtendedLifetime(port) {}
    }
}
