import Testing

@Suite("Answers that are not what they should be")
struct AnswerTests {
    private static let show: Text = """
        local ok, r = pcall(vimeo.get, "/me")
        if not ok then print("raised", r.kind, r.code, r.hint ~= nil) os.exit(0) end
        print("got", r.status_code, type(r.body), #r.body)
        local ok, e = pcall(r.json, r)
        if ok then print("json") else print(e.kind, e.code, e.message) end
        """

    /// Runs the script above against a server that answers like this.
    private func lines(_ reply: TestServer.Reply) async throws -> [String] {
        try await TestServer.with(reply) { server in
            let outcome = try await Command("-e", Self.show, environment: server.credentials).run()
            #expect(outcome.status == 0, "\(outcome)")
            return outcome.output.string.split(separator: "\n").map(String.init)
        }
    }

    @Test("A collection that answers with a web page says which request it was")
    func htmlCollection() async throws {
        try await TestServer.with(.answer("200 OK", type: "text/html", "<html></html>")) { server in
            let outcome = try await Command(
                "-e",
                "for _ in vimeo.each('/me/videos') do end",
                environment: server.credentials
            ).run()
            #expect(outcome.errorLines.first?.contains("GET ") == true)
            #expect(outcome.errorLines.first?.contains("/me/videos?per_page=100: the answer is not JSON") == true)
            #expect(outcome.status == 5)
        }
    }

    @Test("HTML is a string, and json() says that it is not JSON")
    func html() async throws {
        let page: Text = "<!doctype html><html><body><h1>Maintenance</h1></body></html>"
        let lines = try await lines(.answer("200 OK", type: "text/html", page))
        #expect(lines.first == "got\t200\tstring\t\(page.bytes.count)")
        #expect(lines.last?.contains("network\tnot_json\tGET http://127.0.0.1:") == true, "\(lines)")
        #expect(lines.last?.contains("is not JSON") == true)
    }

    @Test("An HTML error page becomes one readable line")
    func htmlError() async throws {
        let page: Text = "<html><head><title>502 Bad Gateway</title></head><body><h1>x</h1></body></html>"
        try await TestServer.with(.answer("502 Bad Gateway", type: "text/html", page)) { server in
            let outcome = try await Command("-e", "vimeo.get('/me'):check()", environment: server.credentials).run()
            #expect(outcome.errorLines.first?.hasSuffix("/me: 502 Bad Gateway") == true, "\(outcome)")
            #expect(outcome.status == 5)
        }
    }

    @Test("No body is an empty string", arguments: ["application/json", "text/plain"])
    func empty(_ type: String) async throws {
        let lines = try await lines(.answer("200 OK", type: type, ""))
        #expect(lines.first == "got\t200\tstring\t0")
        #expect(lines.last?.contains("not_json") == true)
    }

    @Test("JSON that is cut off stays text; json() says where it ends")
    func cutOff() async throws {
        let lines = try await lines(.answer("200 OK", type: "application/json", #"{"data": [1, 2"#))
        #expect(lines.first == "got\t200\tstring\t14")
        #expect(lines.last?.contains("not_json") == true)
    }

    @Test("JSON 300 levels deep is read, 600 levels are refused in words")
    func deep() async throws {
        func nested(_ depth: Int) -> Text {
            Text(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
        }
        let fine = try await lines(.answer("200 OK", type: "application/json", nested(300)))
        #expect(fine == ["got\t200\ttable\t1", "json"])
        let refused = try await lines(.answer("200 OK", type: "application/json", nested(600)))
        #expect(refused.first == "got\t200\tstring\t1200")
        #expect(refused.last?.contains("more than 512") == true, "\(refused)")
    }

    @Test("JSON that is no UTF-8 is never mangled: it stays bytes, and json() says why")
    func notUTF8() async throws {
        let body = Text(Array("{\"a\":\"".utf8) + [0xFF, 0xC3] + Array("\"}".utf8))
        let lines = try await lines(.answer("200 OK", type: "application/json", body))
        #expect(lines.first == "got\t200\tstring\t10")
        #expect(lines.last?.contains("UTF-8") == true, "\(lines)")
    }

    @Test("gzip is unpacked")
    func gzip() async throws {
        // {"name":"zipped"}
        let packed: [UInt8] = [
            0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xAB, 0x56, 0xCA, 0x4B, 0xCC, 0x4D,
            0x55, 0xB2, 0x52, 0xAA, 0xCA, 0x2C, 0x28, 0x48, 0x4D, 0x51, 0xAA, 0x05, 0x00, 0xF5, 0x2F, 0xB7,
            0xD9, 0x11, 0x00, 0x00, 0x00,
        ]
        let reply = TestServer.Reply.answer(
            "200 OK",
            type: "application/json",
            headers: ["Content-Encoding: gzip"],
            Text(packed)
        )
        try await TestServer.with(reply) { server in
            let outcome = try await Command("-e", "print(vimeo.get('/me').body.name)", environment: server.credentials)
                .run()
            #expect(outcome.output == "zipped\n", "\(outcome)")
        }
    }

    @Test(
        "Broken connections are told apart, each with a hint",
        arguments: [
            ("ended early", TestServer.Reply.bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"), "truncated"),
            (
                "chunks ended early", .bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc"),
                "truncated"
            ),
            ("closed at once", .bytes(""), "closed"),
            ("no HTTP", .bytes("SSH-2.0-OpenSSH_9.2\r\n"), "protocol"),
            (
                "bad gzip", .answer("200 OK", type: "text/plain", headers: ["Content-Encoding: gzip"], "no gzip"),
                "truncated"
            ),
        ]
    )
    func broken(_ title: String, _ reply: TestServer.Reply, _ code: String) async throws {
        #expect(try await lines(reply) == ["raised\tnetwork\t\(code)\ttrue"])
    }

    @Test(
        "A reset is told as one, before and in the middle of the answer",
        arguments: [
            "" as Text, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        ]
    )
    func reset(_ start: Text) async throws {
        let lines = try await lines(.reset(after: start))
        #expect(lines == ["raised\tnetwork\treset\ttrue"] || lines == ["raised\tnetwork\ttruncated\ttrue"], "\(lines)")
    }

    @Test("https to a port that speaks no TLS is told as such, exit status 5")
    func tls() async throws {
        try await TestServer.run(greeting: .raw("220 mail.example ESMTP\r\n"), script: { _ in .silence }) { server in
            var environment = server.credentials
            environment["VIMEO_API_ROOT"] = "https://127.0.0.1:\(server.port)"
            let outcome = try await Command("-e", "vimeo.get('/me')", environment: environment).run()
            #expect(outcome.errorLines.first?.contains("TLS") == true, "\(outcome)")
            #expect(outcome.errorLines.contains { $0.hasPrefix("hint: ") })
            #expect(outcome.status == 5)
        }
    }

    @Test("An answer larger than the memory that is left is an error that pcall catches")
    func largerThanMemory() async throws {
        let body = Text(Array(repeating: UInt8(ascii: "x"), count: 8 << 20))
        try await TestServer.with(.answer("200 OK", type: "text/plain", body)) { server in
            let outcome = try await Command(
                "--max-memory",
                "4M",
                "-e",
                "local ok, e = pcall(vimeo.get, '/me') print(ok, e.kind, e.code)",
                environment: server.credentials
            ).run()
            #expect(outcome.output == "false\tnetwork\ttoo_large\n", "\(outcome)")
        }
    }
}
