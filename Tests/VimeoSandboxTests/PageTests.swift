import JSONCore
import Testing

@testable import VimeoSandbox

@Suite("The sandbox's own paths: pages to look at, and faults while it runs")
struct PageTests {
    private func send(
        _ sandbox: Sandbox,
        _ method: String,
        _ path: String,
        _ body: String = "",
        _ headers: String...
    ) throws -> (status: Int, head: String, body: String) {
        let client = try RawClient(sandbox.apiRoot)
        let all = headers.map { "\($0)\r\n" }.joined()
        try client.send(
            "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(all)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
        return try client.receive()
    }

    private func with(_ options: SandboxOptions = SandboxOptions(), _ body: (Sandbox, String) throws -> Void)
        async throws
    {
        let sandbox = try await Sandbox.start(options)
        do {
            try body(sandbox, "Authorization: Bearer \(sandbox.accessToken)")
            await sandbox.shutdown()
        } catch {
            await sandbox.shutdown()
            throw error
        }
    }

    private static let html = "Accept: text/html"

    @Test("The front page has the videos and the last requests, escaped, for a browser on this machine only")
    func front() async throws {
        try await with { sandbox, token in
            let name = #"{"name":"<img src=x onerror=alert(1)>\u202e"}"#
            #expect(try send(sandbox, "PATCH", "/videos/1007", name, token).status == 200)
            _ = try send(sandbox, "GET", "/<b>?x=\"'", "", token)
            let page = try send(sandbox, "GET", "/", "", Self.html)
            #expect(page.status == 200)
            #expect(page.head.contains("default-src 'none'"))
            #expect(page.body.contains("&lt;img src=x onerror=alert(1)&gt;\u{FFFD}"))
            #expect(page.body.contains("PATCH /videos/1007 200"))
            #expect(!page.body.contains("<img src=x") && !page.body.contains("<b>"))
            #expect(page.body.contains("<h2>42 videos</h2>"))
            // A program is answered by the API.
            #expect(try send(sandbox, "GET", "/").status == 401)
            #expect(try send(sandbox, "GET", "/", "", token, Self.html).status == 200)
            #expect(try send(sandbox, "GET", "/", "", Self.html, "Origin: https://evil.example").status == 403)
        }
    }

    @Test("Links of answers lead to pages; a film that a browser plays has a player, and noise has none")
    func things() async throws {
        var options = SandboxOptions()
        options.transcodeTime = .zero
        try await with(options) { sandbox, token in
            for (start, plays) in [("\0\0\0\u{10}ftypisom....", true), ("just some noise.", false)] {
                let body = #"{"name":"F","upload":{"approach":"tus","size":16}}"#
                let answer = try send(sandbox, "POST", "/me/videos", body, token).body
                let made = try #require(JSONValue(json: Array(answer.utf8)))
                let parts = (made["upload"]?["upload_link"]?.string ?? "").split(separator: "/", maxSplits: 2)
                let upload = try RawClient("http://\(parts[1])")
                try upload.send(
                    "PATCH /\(parts[2]) HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                        + "Content-Type: application/offset+octet-stream\r\nContent-Length: 16\r\n\r\n\(start)"
                )
                #expect(try upload.receive().status == 204)
                let root = sandbox.apiRoot
                let link = try #require(made["link"]?.string)
                #expect(link.hasPrefix("\(root)/watch/videos/"))
                let page = try send(sandbox, "GET", String(link.dropFirst(root.count)), "", Self.html)
                #expect(page.status == 200 && page.body.contains("<video") == plays, "\(page.body)")
                let player = try #require(made["player_embed_url"]?.string)
                #expect(try send(sandbox, "GET", String(player.dropFirst(root.count)), "", Self.html).status == 200)
            }
            #expect(try send(sandbox, "GET", "/watch/users/1", "", Self.html).body.contains("Ada Winter"))
            #expect(try send(sandbox, "GET", "/watch/videos/9", "", Self.html).status == 404)
        }
    }

    @Test("Faults are set, shown and ended while it runs, by those who have its token, and never hit that request")
    func control() async throws {
        try await with { sandbox, token in
            #expect(try send(sandbox, "GET", "/sandbox/faults", "", token).body == #"{"faults":""}"#)
            let set = try send(sandbox, "PUT", "/sandbox/faults", #"{"faults":"api:503"}"#, token)
            #expect(set.status == 200 && set.body == #"{"faults":"api:503"}"#)
            #expect(try send(sandbox, "GET", "/me", "", token).status == 503)
            let wrong = try send(sandbox, "PUT", "/sandbox/faults", #"{"faults":"api:teapot"}"#, token)
            #expect(wrong.status == 400)
            #expect(try send(sandbox, "GET", "/me", "", token).status == 503)
            #expect(try send(sandbox, "DELETE", "/sandbox/faults", "", token).status == 200)
            #expect(try send(sandbox, "GET", "/me", "", token).status == 200)
            #expect(try send(sandbox, "POST", "/sandbox/faults", "", token).status == 405)
            for (foreign, status) in [
                ("X: y", 401), ("Authorization: Bearer wrong", 401),
                ("Authorization: Bearer \(sandbox.issueToken(scopes: "public edit"))", 403),
            ] {
                let refused = try send(sandbox, "PUT", "/sandbox/faults", #"{"faults":"api:503"}"#, foreign)
                #expect(refused.status == status)
                #expect(foreign.contains("wrong") || refused.body.contains("client ID and secret, that it printed"))
            }
            #expect(
                try send(sandbox, "GET", "/sandbox/faults", "", token, "Origin: https://evil.example").status == 403
            )
        }
    }

    @Test(
        "Bodies of another kind are 415, and what needs fields is 400 without a body",
        arguments: [
            ("PATCH", "/videos/1001", "{}", "multipart/form-data; boundary=x", 415),
            ("PATCH", "/videos/1001", "name=x", "text/plain", 415),
            ("PATCH", "/videos/1001", #"{"name":"x"}"#, "application/vnd.vimeo.video+json; charset=utf-8", 200),
            ("PATCH", "/videos/1001", "name=x", "application/x-www-form-urlencoded", 200),
            ("POST", "/me/projects", "", "application/json", 400), ("POST", "/me/albums", "", "application/json", 400),
            ("POST", "/channels", "", "text/plain", 400), ("PATCH", "/videos/1001", "", "application/json", 400),
            ("POST", "/me/videos", "", "application/json", 400),
        ] as [(String, String, String, String, Int)]
    )
    func bodies(method: String, path: String, body: String, type: String, status: Int) async throws {
        try await with { sandbox, token in
            let answer = try send(sandbox, method, path, body, token, "Content-Type: \(type)")
            #expect(answer.status == status)
        }
    }
}
