import Testing

@testable import Vimeo

@Suite("Bodies")
struct BodyTests {
    /// `{"ok":true}` compressed by gzip.
    static let gzip: [UInt8] = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 202, 207, 86, 178, 42, 41, 42, 77, 173, 5, 0, 144, 95, 212, 167, 11,
        0, 0, 0,
    ]

    @Test("A gzip answer is decompressed")
    func gzip() async throws {
        try await withBench { _ in
            .status(200, [("Content-Encoding", "gzip")], body: Self.gzip)
        } body: { bench, _ in
            let answer = try await bench.client.send(Request(.get, "/x"))
            #expect(answer.body == Array(#"{"ok":true}"#.utf8))
        }
    }

    @Test("A damaged or cut gzip answer is an error", arguments: [true, false])
    func damaged(isCut: Bool) async throws {
        var body = Self.gzip
        if isCut { body.removeLast(12) } else { body[12] ^= 0xFF }
        let bytes = body
        try await withBench { _ in
            .status(200, [("Content-Encoding", "gzip")], body: bytes)
        } body: { bench, _ in
            let error = await failure { _ = try await bench.client.send(Request(.get, "/x", retries: 0)) }
            #expect(error.code == "truncated", "\(error)")
        }
    }

    @Test("A gzip bomb is stopped at the limit")
    func bomb() async throws {
        try await withBench {
            $0.largestBody = 10_000
        } script: { _ in
            .status(200, [("Content-Encoding", "gzip")], body: Self.bomb)
        } body: { bench, _ in
            let error = await failure { _ = try await bench.client.send(Request(.get, "/x")) }
            #expect(error.code == "too_large", "\(error)")
            #expect(bench.waits.isEmpty)
        }
    }

    @Test("Answers without a body are answers, even if they claim an encoding", arguments: [204, 304])
    func empty(status: Int) async throws {
        try await withBench { _ in
            .status(status, [("Content-Encoding", "gzip")])
        } body: { bench, server in
            for _ in 0..<2 {
                let response = try await bench.client.send(Request(.get, "/x"))
                #expect(response.status == status)
                #expect(response.body.isEmpty)
            }
            #expect(server.requests.count == 2)
        }
    }

    @Test("HEAD gives the headers and no body, whatever length is announced")
    func head() async throws {
        try await withBench { _ in
            .raw("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nContent-Encoding: gzip\r\nX: y\r\n\r\n")
        } body: { bench, server in
            let response = try await bench.client.send(Request(.head, "/x"))
            #expect(response.status == 200)
            #expect(response.headers["X"] == "y")
            #expect(response.body.isEmpty)
            #expect(server.requests.first?["Accept-Encoding"] == "identity")
        }
    }

    @Test("An interim answer is passed over")
    func interim() async throws {
        let text = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        try await withBench { _ in
            .raw(text)
        } body: { bench, _ in
            let response = try await bench.client.send(Request(.get, "/x"))
            #expect(response.status == 200)
            #expect(response.body == Array("ok".utf8))
        }
    }

    @Test(
        "HTML, nothing, and bytes that are no UTF-8 come through as they are",
        arguments: [Array("<html>".utf8), [], [0xFF, 0, 0xFE]] as [[UInt8]]
    )
    func anything(body: [UInt8]) async throws {
        try await withBench { _ in
            .status(200, body: body)
        } body: { bench, _ in
            let answer = try await bench.client.send(Request(.get, "/x"))
            #expect(answer.body == body)
        }
    }

    @Test("A body of unknown length ends with the connection")
    func untilClose() async throws {
        try await withBench { _ in
            .raw("HTTP/1.0 200 OK\r\n\r\nabc", .close)
        } body: { bench, _ in
            let answer = try await bench.client.send(Request(.get, "/x"))
            #expect(answer.body == Array("abc".utf8))
        }
    }

    @Test(
        "JSON and raw bodies arrive byte for byte, with their types",
        arguments: [Request.Method.post, .put, .patch, .delete]
    )
    func sending(method: Request.Method) async throws {
        try await withBench { _ in
            .json(200, "{}")
        } body: { bench, server in
            _ = try await bench.client.send(Request(method, "/x", body: .json(Array(#"{"a":"ü"}"#.utf8))))
            _ = try await bench.client.send(Request(method, "/x", body: .raw([0, 0xFF, 10], contentType: "a/b")))
            _ = try await bench.client.send(Request(method, "/x", body: .raw([1], contentType: nil)))
            _ = try await bench.client.send(
                Request(method, "/x", headers: ["content-type": "c/d"], body: .json([0x7B, 0x7D]))
            )
            #expect(server.requests.map(\.method) == Array(repeating: method.rawValue, count: 4))
            #expect(server.requests.map { $0["Content-Type"] } == ["application/json", "a/b", nil, "c/d"])
            #expect(server.requests.map(\.body) == [Array(#"{"a":"ü"}"#.utf8), [0, 0xFF, 10], [1], [0x7B, 0x7D]])
        }
    }

    @Test("A POST without a body says that its length is 0")
    func noBody() async throws {
        try await withBench { _ in
            .status(204)
        } body: { bench, server in
            _ = try await bench.client.send(Request(.post, "/x"))
            #expect(server.requests.first?["Content-Length"] == "0")
        }
    }

    @Test("A body of 20 MB goes and comes unharmed")
    func large() async throws {
        let body = Array(repeating: UInt8(7), count: 20_000_000)
        try await withBench {
            .status(200, body: $0.body)
        } body: { bench, _ in
            let answer = try await bench.client.send(Request(.put, "/x", body: .raw(body, contentType: nil)))
            #expect(answer.body == body)
        }
    }

    @Test("Requests one after the other share one connection")
    func keepAlive() async throws {
        try await withBench { _ in
            .json(200, "{}")
        } body: { bench, server in
            for number in 0..<20 { _ = try await bench.client.send(Request(.get, "/\(number)")) }
            #expect(server.requests.count == 20)
            #expect(server.connections == 1)
        }
    }

    /// A million zeros compressed by gzip.
    static let bomb: [UInt8] =
        [31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 237, 193, 1, 1, 0, 0, 0, 130, 32, 255, 175, 110, 72, 64, 1]
        + Array(repeating: 0, count: 968) + [175, 6, 158, 203, 121, 18, 64, 66, 15, 0]
}
