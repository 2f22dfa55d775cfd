import Logging
import Synchronization
import TestSupport
import Testing

@testable import Vimeo

@Suite("Log of requests")
struct LogTests {
    private static let answer = Reply.raw(
        "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nLocation: https://files.example/up?sig=abc\r\nX-Next: /x?token=abc&page=2\r\n"
            + "X-Echo: \(Bench.token)\r\nContent-Length: 2\r\n\r\n{}"
    )

    private func lines(_ level: Logger.Level, _ body: (Bench, TestServer) async throws -> Void) async throws -> [String]
    {
        let log = LogRecorder()
        let clock = Mutex(0.0)
        try await withBench {
            $0.logger = log.logger(level)
            $0.userAgent = "test"
            $0.timing.uptime = {
                clock.withLock { now in
                    now += 0.125
                    return now
                }
            }
        } script: { _ in
            Self.answer
        } body: { bench, server in
            try await body(bench, server)
        }
        return log.lines
    }

    @Test("At debug a request is a line: method, URL without secrets, status, seconds, bytes")
    func debug() async throws {
        var root = ""
        let lines = try await lines(.debug) { bench, server in
            root = server.root
            _ = try await bench.client.send(Request(.get, "/x?token=abc"))
        }
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("debug: GET \(root)/x?token=***: 200, ") == true)
        #expect(lines.first?.hasSuffix(" s, 2 bytes") == true)
    }

    @Test("At debug a request without an answer is a line that says why")
    func failures() async throws {
        let log = LogRecorder()
        try await withBench {
            $0.logger = log.logger(.debug)
            $0.retries = 0
        } script: { _ in
            .reset
        } body: { bench, server in
            let error = await failure { _ = try await bench.client.send(Request(.get, "/x")) }
            #expect(log.lines == ["debug: GET \(server.root)/x: \(error.message), 0.0 s"])
        }
    }

    @Test("Of another host only the origin is logged: its path may be a secret")
    func otherHost() async throws {
        try await TestServer.run(script: { _ in .json(200, "{}") }) { other in
            let lines = try await lines(.debug) { bench, _ in
                _ = try await bench.client.send(Request(.get, "\(other.root)/hook/abc"))
            }
            #expect(lines.first?.hasPrefix("debug: GET \(other.root)/…: 200, ") == true)
        }
    }

    @Test("At trace the headers are logged too, without secrets")
    func trace() async throws {
        let lines = try await lines(.trace) { bench, _ in
            _ = try await bench.client.send(
                Request(.get, "/x", headers: ["Cookie": "a=b", "X-Token": "1", "Token": "2", "X-Count": "3"])
            )
        }
        for line in [
            "trace: > Authorization: Bearer ***", "trace: > Cookie: ***", "trace: > X-Token: ***",
            "trace: > Token: ***", "trace: > User-Agent: test", "trace: > X-Count: 3", "trace: < Set-Cookie: ***",
            "trace: < Location: https://files.example/…", "trace: < X-Next: /x?token=***&page=2",
            "trace: < X-Echo: ***", "trace: < Content-Length: 2",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        #expect(lines.contains { $0.hasPrefix("debug: GET ") })
        #expect(!lines.contains { $0.contains(Bench.token) })
    }

    @Test("At info nothing is logged of requests")
    func info() async throws {
        let lines = try await lines(.info) { bench, _ in _ = try await bench.client.send(Request(.get, "/x")) }
        #expect(lines == [])
    }
}
