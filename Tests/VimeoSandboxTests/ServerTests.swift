import JSONCore
import Testing

@testable import VimeoSandbox

@Suite struct ServerTests: ServerTest {
    @Test("Two origins listen on loopback, with secrets of their own for each sandbox")
    func start() async throws {
        try await with { one in
            try await with { two in
                #expect(one.apiRoot.hasPrefix("http://127.0.0.1:"))
                #expect(Set([one.apiRoot, one.uploadRoot, two.apiRoot, two.uploadRoot]).count == 4)
                #expect(Set([one.accessToken, two.accessToken, one.clientID, two.clientID]).count == 4)
                #expect(one.accessToken.utf8.count == 40)
                let client = try RawClient(one.apiRoot)
                try client.send(get("/me", two))
                #expect(try client.receive().status == 401)
            }
        }
    }

    @Test("Listening on every address, it names one that can be used, and links lead to where a request was sent to")
    func everywhere() async throws {
        var options = SandboxOptions()
        options.host = "0.0.0.0"
        try await with(options) { sandbox in
            #expect(sandbox.apiRoot.hasPrefix("http://127.0.0.1:"))
            let client = try RawClient(sandbox.apiRoot)
            let port = sandbox.apiRoot.split(separator: ":").last ?? ""
            for (host, name) in [
                ("films.example:\(port)", "films.example"), ("[fd00::7]:\(port)", "[fd00::7]"),
                // What is no name changes nothing.
                ("a\"b", "[fd00::7]"), ("127.0.0.1:\(port)", "127.0.0.1"),
            ] {
                let request = get("/videos/1001?fields=link", sandbox)
                try client.send(request.replacing("Host: localhost", with: "Host: \(host)"))
                #expect(try client.receive().body.contains("\"link\":\"http://\(name):\(port)/watch/videos/1001\""))
            }
        }
    }

    @Test("A plan that does not exist, and a number of videos out of range, are refused before anything starts")
    func wrongOptions() async {
        for (videos, plan, message) in [
            (-1, "pro", "videos must be from 0 to 1000000"), (1_000_001, "pro", "videos must be from 0 to 1000000"),
            (.max, "pro", "videos must be from 0 to 1000000"), (1, "gold", "plan must be basic, plus, pro or business"),
        ] {
            var options = SandboxOptions()
            (options.videos, options.plan) = (videos, plan)
            let wrong = options
            let error = await #expect(throws: SandboxError.self) { _ = try await Sandbox.start(wrong) }
            #expect(error?.code == .badOption)
            #expect(error?.message == message)
        }
    }

    @Test("A port that is taken is a clear error")
    func taken() async throws {
        try await with { sandbox in
            var options = SandboxOptions()
            options.port = Int(sandbox.apiRoot.split(separator: ":").last ?? "") ?? 0
            let error = await #expect(throws: SandboxError.self) { _ = try await Sandbox.start(options) }
            #expect(error?.code == .cannotListen)
            #expect(error?.message.hasSuffix("port \(options.port): Address already in use") == true)
        }
    }

    @Test("A connection serves many requests, also when they are sent at once, and answers in order")
    func pipelining() async throws {
        var options = SandboxOptions()
        options.latency = .milliseconds(2)
        try await with(options) { sandbox in
            let client = try RawClient(sandbox.apiRoot)
            let paths = (1001...1007).map { "/videos/\($0)" }
            try client.send(paths.map { get("\($0)?fields=uri", sandbox) }.joined())
            for path in paths {
                #expect(try client.receive().body == #"{"uri":"\#(path)"}"#)
            }
            try client.send(get("/me?fields=uri", sandbox, "Connection: close\r\n"))
            #expect(try client.receive().body == #"{"uri":"/users/1"}"#)
            #expect(try client.isAtEnd())
        }
    }

    @Test("HEAD has the headers of GET and no body")
    func head() async throws {
        try await with { sandbox in
            let client = try RawClient(sandbox.apiRoot)
            try client.send(get("/videos/1001", sandbox))
            let full = try client.receive()
            try client.send("HEAD" + get("/videos/1001", sandbox).dropFirst(3))
            let head = try client.receive(withBody: false)
            #expect(head.head.contains("Content-Length: \(full.body.utf8.count)"))
            try client.send(get("/tutorial", sandbox))
            #expect(try client.receive().body.contains("Success"))
        }
    }

    @Test("HTTP/1.0 and targets in absolute form are understood")
    func oldAndAbsolute() async throws {
        try await with { sandbox in
            let client = try RawClient(sandbox.apiRoot)
            try client.send(get("\(sandbox.apiRoot)/%6De?fields=uri", sandbox))
            #expect(try client.receive().body == #"{"uri":"/users/1"}"#)
            let old = try RawClient(sandbox.apiRoot)
            try old.send("GET /me?fields=uri HTTP/1.0\r\nAuthorization: Bearer \(sandbox.accessToken)\r\n\r\n")
            #expect(try old.receive().body == #"{"uri":"/users/1"}"#)
            #expect(try old.isAtEnd())
        }
    }

    @Test(
        "What is not HTTP is answered 400 and the connection ended",
        arguments: [
            "\u{0}\u{1}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /a b HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        ]
    )
    func garbage(text: String) async throws {
        try await with { sandbox in
            for root in [sandbox.apiRoot, sandbox.uploadRoot] {
                let client = try RawClient(root)
                try client.send(text)
                #expect(try client.receive().status == 400)
                #expect(try client.isAtEnd())
            }
            let next = try RawClient(sandbox.apiRoot)
            try next.send(get("/me", sandbox))
            #expect(try next.receive().status == 200)
        }
    }

    @Test("Headers without end are refused, and the server lives on")
    func hugeHeaders() async throws {
        try await with { sandbox in
            let client = try RawClient(sandbox.apiRoot)
            // The server may end the connection before all is sent.
            try? client.send("GET /me HTTP/1.1\r\nX: " + String(repeating: "x", count: 1 << 20))
            let status = try? client.receive().status
            #expect(status == nil || status.map { 400..<500 ~= $0 } == true)
            let next = try RawClient(sandbox.apiRoot)
            try next.send(get("/me", sandbox))
            #expect(try next.receive().status == 200)
        }
    }

    @Test("A body beyond 1 MiB is 413, announced or not, and the connection goes on")
    func hugeBody() async throws {
        try await with { sandbox in
            let client = try RawClient(sandbox.apiRoot)
            let head =
                "PATCH /videos/1001 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(sandbox.accessToken)\r\n"
            let size = APIHandler.bodyLimit + 1
            try client.send(head + "Content-Length: \(size)\r\n\r\n")
            #expect(try client.receive().status == 413)
            try client.send([UInt8](repeating: 0x20, count: size))
            try client.send(head + "Transfer-Encoding: chunked\r\n\r\n\(String(size, radix: 16))\r\n")
            try client.send([UInt8](repeating: 0x20, count: size))
            try client.send("\r\n0\r\n\r\n")
            #expect(try client.receive().status == 413)
            try client.send(get("/me", sandbox))
            #expect(try client.receive().status == 200)
        }
    }

    @Test("Bodies of 256 MB and without end are refused at once, and hold up nobody")
    func endlessBody() async throws {
        try await with { sandbox in
            let head =
                "POST /me/videos HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(sandbox.accessToken)\r\n"
            let announced = try RawClient(sandbox.apiRoot)
            try announced.send(head + "Content-Length: \(256 << 20)\r\n\r\n")
            #expect(try announced.receive().status == 413)
            let endless = try RawClient(sandbox.apiRoot)
            try endless.send(head + "Transfer-Encoding: chunked\r\n\r\n")
            let chunk = Array("100000\r\n".utf8) + [UInt8](repeating: 0x20, count: 1 << 20) + Array("\r\n".utf8)
            for _ in 0..<40 { try endless.send(chunk) }
            #expect(try endless.receive().status == 413)
            for _ in 0..<40 { try endless.send(chunk) }
            let other = try RawClient(sandbox.apiRoot)
            try other.send(get("/me", sandbox))
            #expect(try other.receive().status == 200)
        }
    }

    @Test("Of two clients that change the same things at once, each change is made, and totals are true")
    func twoClients() async throws {
        try await with { sandbox in
            let clients = try [sandbox.accessToken, sandbox.secondAccessToken].map { token in
                (
                    "/me/likes/1001 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\n\r\n",
                    try RawClient(sandbox.apiRoot)
                )
            }
            for round in 0..<50 {
                let method = round.isMultiple(of: 2) ? "PUT" : "DELETE"
                for (rest, client) in clients { try client.send("\(method) \(rest)") }
            }
            for (_, client) in clients {
                for _ in 0..<50 { #expect(try client.receive().status == 204) }
            }
            for (rest, client) in clients {
                try client.send("PUT \(rest)")
                #expect(try client.receive().status == 204)
            }
            try clients[0].1.send(get("/videos/1001/likes?fields=uri", sandbox))
            let likes = try JSONParser.parse(Array(try clients[0].1.receive().body.utf8))
            #expect(likes["total"] == 2)
        }
    }

    @Test("Requests are recorded for both origins when asked for, with their headers")
    func recording() async throws {
        var options = SandboxOptions()
        options.recordsRequests = true
        try await with(options) { sandbox in
            let (_, path) = try create(5, sandbox)
            let client = try RawClient(sandbox.uploadRoot)
            try client.send("HEAD \(path) HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\n\r\n")
            _ = try client.receive(withBody: false)
            let requests = sandbox.requests
            #expect(requests.map(\.method) == ["POST", "HEAD"])
            #expect(requests.map(\.origin) == [.api, .upload])
            #expect(requests[0].header("authorization") == "Bearer \(sandbox.accessToken)")
            #expect(requests[0].body.starts(with: Array("{".utf8)))
            #expect(requests[1].header("Authorization") == nil)
            #expect(requests[1].target == path)
        }
        try await with { sandbox in
            let client = try RawClient(sandbox.apiRoot)
            try client.send(get("/me", sandbox))
            _ = try client.receive()
            #expect(sandbox.requests.isEmpty)
        }
    }

    @Test("The clock of the options moves the transcode and the rate limit")
    func clock() async throws {
        let clock = ManualClock()
        var options = SandboxOptions()
        options.rateLimit = 3
        options.clock = { clock.now }
        try await with(options) { sandbox in
            let (uri, path) = try create(1, sandbox)
            let uploads = try RawClient(sandbox.uploadRoot)
            try uploads.send(patch(path, offset: 0, length: 1) + "x")
            #expect(try uploads.receive().status == 204)
            let client = try RawClient(sandbox.apiRoot)
            func status() throws -> String {
                try client.send(get("\(uri)?fields=status", sandbox))
                return try client.receive().body
            }
            #expect(try status() == #"{"status":"transcoding"}"#)
            clock.advance(milliseconds: 2000)
            #expect(try status() == #"{"status":"available"}"#)
            #expect(try status().contains("Too many API requests"))
            clock.advance(milliseconds: 60_000)
            #expect(try status() == #"{"status":"available"}"#)
        }
    }

    @Test("Codes and tokens made by hand have the scopes they were given")
    func issued() async throws {
        try await with { sandbox in
            let token = sandbox.issueToken(scopes: "public nonsense")
            let client = try RawClient(sandbox.apiRoot)
            try client.send("DELETE /videos/1001 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\n\r\n")
            #expect(try client.receive().body == #"{"error":"Your access token does not have the \"delete\" scope"}"#)
            #expect(sandbox.issueCode(redirectURI: "https://example.com/cb").utf8.count == 40)
        }
    }
}
