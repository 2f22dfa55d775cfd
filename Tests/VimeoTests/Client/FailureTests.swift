import NIOHTTP1
import Testing

@testable import Vimeo

@Suite("When the network or the server misbehaves")
struct FailureTests {
    private func error(_ reply: Reply, _ request: Request = Request(.get, "/x", retries: 0)) async throws -> VimeoError
    {
        try await withBench { _ in
            reply
        } body: { bench, _ in
            await failure { _ = try await bench.client.send(request) }
        }
    }

    private func expect(_ error: VimeoError, _ kind: VimeoError.Kind, _ code: VimeoError.Code, _ words: String) {
        #expect(error.kind == kind, "\(error)")
        #expect(error.code == code, "\(error)")
        #expect(error.message.contains(words), "\(error)")
        #expect(error.hint?.isEmpty == false)
        #expect(!error.description.contains(Bench.token))
        #expect(error.method == "GET")
        #expect(error.url?.hasSuffix("/x") == true)
    }

    @Test("A refused connection is named as such")
    func refused() async throws {
        let port = DeafPort()
        let bench = try Bench(root: "http://127.0.0.1:\(port.number)")
        let error = await failure { _ = try await bench.client.send(Request(.get, "/x")) }
        expect(error, .network, "refused", "refused")
        #expect(error.isTransient)
        #expect(bench.waits.count == 3)
        #expect(bench.notices.map(\.kind) == [.retry, .retry, .retry])
        #expect(bench.notices.first?.message.contains("retry 1 of 3") == true)
        await bench.client.shutdown()
        withExtendedLifetime(port) {}
    }

    @Test("A POST is retried when the connection was refused, for nothing was sent")
    func refusedPost() async throws {
        let port = DeafPort()
        let bench = try Bench(root: "http://localhost:\(port.number)")
        let error = await failure { _ = try await bench.client.send(Request(.post, "/x")) }
        #expect(error.code == "refused")
        #expect(error.hint == "nothing listens there; check host and port")
        #expect(bench.waits.count == 3)
        await bench.client.shutdown()
        withExtendedLifetime(port) {}
    }

    @Test(
        "A POST or PATCH that got no answer is not retried, and the hint says that it may have been done",
        arguments: [Request.Method.post, .patch],
        [Reply.close, .reset]
    )
    func unanswered(method: Request.Method, reply: Reply) async throws {
        try await withBench(script: { _ in reply }) { bench, server in
            let error = await failure { _ = try await bench.client.send(Request(method, "/x")) }
            #expect(error.kind == .network)
            #expect(error.hint == "it may still have taken effect; check /x before you repeat it")
            #expect(server.requests.count == 1)
        }
    }

    @Test("A host name that does not exist is named as such")
    func dns() async throws {
        let bench = try Bench(root: "https://no-such-host.invalid")
        let error = await failure { _ = try await bench.client.send(Request(.get, "/x", retries: 0)) }
        expect(error, .network, "dns", "no-such-host.invalid")
        await bench.client.shutdown()
    }

    @Test("A connection closed without an answer is named as such")
    func closed() async throws {
        expect(try await error(.close), .network, "closed", "without an answer")
    }

    @Test("A connection reset without an answer is named as such")
    func reset() async throws {
        let error = try await error(.reset)
        expect(error, .network, error.code, "connection")
        #expect(["reset", "closed"].contains(error.code))
    }

    @Test(
        "A body that ends too early is an error and never a short result, by close or by reset",
        arguments: [Reply.End.close, .reset]
    )
    func truncated(end: Reply.End) async throws {
        let error = try await error(.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":", end))
        expect(error, .network, error.code, "connection")
        #expect(["truncated", "reset", "closed"].contains(error.code))
        #expect(error.isTransient)
        if end == .close { #expect(error.code == "truncated") }
    }

    @Test("A chunked body that ends too early is an error")
    func truncatedChunks() async throws {
        let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
        expect(try await error(.raw(text, .close)), .network, "truncated", "complete")
    }

    @Test("A head that ends in the middle is an error")
    func truncatedHead() async throws {
        expect(try await error(.raw("HTTP/1.1 200 OK\r\nContent-Le", .close)), .network, "closed", "without an answer")
    }

    @Test("An answer that is not HTTP is named as such")
    func notHTTP() async throws {
        expect(try await error(.raw("SSH-2.0-OpenSSH_9.2\r\n\r\n", .close)), .network, "protocol", "HTTP")
    }

    @Test(
        "An answer whose status or version is impossible is not HTTP, whether it is collected or streamed",
        arguments: [
            "1.1 000", "1.1 050", "1.0 099", "1.1 101", "1.1 20", "1.1 1000", "1.1 -50", "2.0 200", "0.9 200",
        ],
        [Request.Signing.automatic, .secretLink]
    )
    func impossibleHead(start: String, signing: Request.Signing) async throws {
        for rest in ["Content-Length: 2\r\n\r\n{}", "Content-Length: 0\r\n\r\n", "\r\n{}"] {
            try await withBench(script: { _ in .raw("HTTP/\(start) X\r\n\(rest)") }) { bench, server in
                var request = Request(.get, server.root + "/x", retries: 0)
                request.signing = signing
                let asked = request
                let error = await failure { _ = try await bench.client.send(asked) }
                #expect(error.kind == .network)
                #expect(error.code == "protocol")
                #expect(error.message.contains("is not valid HTTP"), "\(error)")
            }
        }
    }

    @Test("A status below 100 ends a HEAD and a POST, too", arguments: [Request.Method.head, .post])
    func impossibleStatus(method: Request.Method) async throws {
        let reply = Reply.raw("HTTP/1.1 050 X\r\nContent-Length: 2\r\n\r\n{}")
        try await withBench(script: { _ in reply }) { bench, _ in
            let error = await failure { _ = try await bench.client.send(Request(method, "/x", retries: 0)) }
            #expect(error.code == "protocol", "\(error)")
        }
    }

    @Test("Interim answers come before the answer and are passed over, whatever their headers say")
    func interim() async throws {
        let text = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 199 X\r\nContent-Length: 5\r\n\r\n"
        try await withBench { _ in
            .raw("\(text)HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        } body: { bench, server in
            for _ in 0..<2 {
                let answer = try await bench.client.send(Request(.get, "/x"))
                #expect(answer.status == 200)
                #expect(answer.body == Array("{}".utf8))
            }
            #expect(server.connections == 1)
        }
    }

    @Test("https to a port that speaks plain http is a TLS error in words, without the library's")
    func plainPort() async throws {
        try await TestServer.run(greeting: .raw("HTTP/1.1 400 Bad Request\r\n\r\n"), script: { _ in .close }) {
            server in
            let bench = try Bench(root: "https://127.0.0.1:\(server.port)")
            let error = await failure { _ = try await bench.client.send(Request(.get, "/x", retries: 0)) }
            expect(error, .network, "tls", "no TLS connection to 127.0.0.1:\(server.port): it does not speak TLS")
            #expect(!error.message.contains("SSL"))
            await bench.client.shutdown()
        }
    }

    @Test("A silent server ends with a time-out that says how long nothing moved")
    func silence() async throws {
        let error = try await error(.silence, Request(.get, "/x", timeout: 1, retries: 0))
        expect(error, .timeout, "timeout", "nothing moved for 1 s")
        #expect(error.isTransient)
    }

    @Test("A server that falls silent in the middle of the body ends with a time-out")
    func halfSilence() async throws {
        let reply = Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
        expect(
            try await error(reply, Request(.get, "/x", timeout: 1, retries: 0)),
            .timeout,
            "timeout",
            "nothing moved"
        )
    }

    @Test("A body above the limit is an error that names the limit")
    func tooLarge() async throws {
        try await withBench {
            $0.largestBody = 1000
        } script: { _ in
            .status(200, body: Array(repeating: 1, count: 1001))
        } body: { bench, _ in
            let error = await failure { _ = try await bench.client.send(Request(.get, "/x")) }
            expect(error, .network, "too_large", "1000 bytes")
            #expect(bench.waits.isEmpty)
        }
    }

    @Test("A small body that claims to be huge is an error, not a huge allocation")
    func lyingLength() async throws {
        let reply = Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\nabc", .close)
        expect(try await error(reply), .network, "truncated", "complete")
    }

    @Test("After passing trouble the answer comes, and the user heard of every retry")
    func recovery() async throws {
        let script = Steps([
            .status(503, [("Retry-After", "7")]), .close, .json(429, "{}", [("X-RateLimit-Reset", "1700000060")]),
            .json(200, "{}"),
        ])
        try await withBench(script: { _ in script.next() }) { bench, server in
            let answer = try await bench.client.send(Request(.get, "/x"))
            #expect(answer.status == 200)
            #expect(bench.waits == [7, 0.5, 61])
            #expect(bench.notices.map(\.kind) == [.retry, .retry, .rateLimit])
            #expect(bench.notices.last?.message == "rate limit: waiting 61 s")
            #expect(server.requests.count == 4)
        }
    }

    @Test("A POST that the server may have processed is sent once", arguments: [500, 502, 503, 504, 408])
    func postOnce(status: Int) async throws {
        try await withBench { _ in
            .json(status, "{}")
        } body: { bench, server in
            let response = try await bench.client.send(Request(.post, "/x", body: .json(Array("{}".utf8))))
            #expect(response.status == status)
            #expect(server.requests.count == 1)
        }
    }

    @Test("A POST whose connection breaks is sent once", arguments: [Request.Method.post, .patch])
    func postBroken(method: Request.Method) async throws {
        try await withBench { _ in
            .close
        } body: { bench, server in
            let error = await failure {
                _ = try await bench.client.send(Request(method, "/x", body: .json(Array("{}".utf8))))
            }
            #expect(error.code == "closed")
            #expect(server.requests.count == 1)
        }
    }

    @Test("A POST is sent again after 429, and with Retry-After after 503, with the same body")
    func postRepeated() async throws {
        let script = Steps([.status(429), .status(503, [("Retry-After", "1")]), .json(201, "{}")])
        try await withBench(script: { _ in script.next() }) { bench, server in
            let response = try await bench.client.send(Request(.post, "/x", body: .json(Array(#"{"a":1}"#.utf8))))
            #expect(response.status == 201)
            #expect(server.requests.map(\.text) == Array(repeating: #"{"a":1}"#, count: 3))
        }
    }

    @Test("When the retries are used up the last answer is given, not an error")
    func usedUp() async throws {
        try await withBench { _ in
            .json(502, "{}")
        } body: { bench, server in
            let answer = try await bench.client.send(Request(.get, "/x", retries: 2))
            #expect(answer.status == 502)
            #expect(server.requests.count == 3)
        }
    }

    @Test(
        "A failure of the server after a POST or PATCH says that it may have been done, and where to look",
        arguments: [500, 502, 503, 504]
    )
    func maybeDone(status: Int) async throws {
        try await withBench(script: { _ in .status(status) }) { bench, server in
            let post = try await bench.client.send(Request(.post, "/me/videos?fields=uri")).apiError()
            #expect(post?.hint == "it may still have taken effect; check /me/videos before you repeat it")
            let patch = try await bench.client.send(Request(.patch, "/videos/1")).apiError()
            #expect(patch?.hint == "it may still have taken effect; check /videos/1 before you repeat it")
            #expect(server.requests.count == 2)
            let put = try await bench.client.send(Request(.put, "/videos/1", retries: 0)).apiError()
            #expect(put?.hint == "the server failed; retry later")
        }
    }

    @Test("A server that is unavailable and says until when has not begun")
    func notBegun() async throws {
        try await withBench(script: { _ in .status(503, [("Retry-After", "9")]) }) { bench, _ in
            let error = try await bench.client.send(Request(.post, "/x", retries: 0)).apiError()
            #expect(error?.hint == "the server failed; retry later")
        }
    }

    @Test("Endless interim answers, and a head that never ends, do not hold a request beyond the idle limit")
    func endlessHead() async throws {
        for line in ["HTTP/1.1 100 Continue\r\n\r\n", "X-A: 1\r\n"] {
            let start = line.hasPrefix("HTTP") ? "" : "HTTP/1.1 200 OK\r\n"
            for signing in [Request.Signing.automatic, .secretLink] {
                try await withBench(script: { _ in .raw(start) }) { bench, server in
                    var request = Request(.get, server.root + "/x", timeout: 1, retries: 0)
                    request.signing = signing
                    let asked = request
                    let drip = Task {
                        await server.reached(1)
                        while !Task.isCancelled {
                            server.answer(.raw(line), on: 0)
                            try await Task.sleep(for: .milliseconds(100))
                        }
                    }
                    let error = await failure { _ = try await bench.client.send(asked) }
                    drip.cancel()
                    #expect(error.kind == .timeout, "\(error)")
                }
            }
        }
    }

    @Test("An answer that does not belong to a request costs a GET a retry at most")
    func unsolicited() async throws {
        let stray = Reply.raw(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
        )
        try await withBench(script: { _ in stray }) { bench, _ in
            for _ in 0..<20 {
                let answer = try await bench.client.send(Request(.get, "/x"))
                #expect(answer.status == 200)
            }
        }
        let address = try Address(absolute: "https://api.vimeo.com/x")
        let outgoing = Transport.Outgoing(
            method: .get,
            address: address,
            headers: [:],
            body: [],
            timeout: 1,
            shown: ShownURL(address: address, isSecretLink: false, secrets: [])
        )
        let failure = TransportErrors.failure(NIOHTTPDecoderError.unsolicitedResponse, for: outgoing, hasHead: false)
        #expect(failure.code == "closed")
        #expect(failure.isTransient)
    }

    @Test("A caller's limit on the body ends an answer that is larger")
    func callersLimit() async throws {
        try await withBench(script: { _ in .status(200, body: Array(repeating: 1, count: 1001)) }) { bench, _ in
            var request = Request(.get, "/x")
            request.largestBody = 1000
            let limited = request
            let error = await failure { _ = try await bench.client.send(limited) }
            expect(error, .network, "too_large", "1000 bytes")
        }
    }
}
