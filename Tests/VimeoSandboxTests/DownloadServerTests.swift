import JSONCore
import NIOCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite struct DownloadServerTests: ServerTest {
    /// The links of a video, without their origins.
    private func links(_ sandbox: Sandbox, _ video: String = "/videos/1001") throws -> [String] {
        let api = try RawClient(sandbox.apiRoot)
        try api.send(get("\(video)?fields=download.link", sandbox))
        let json = try JSONParser.parse(Array(try api.receive().body.utf8))
        return (json["download"]?.array ?? []).compactMap { $0["link"]?.string }.map {
            String($0.dropFirst(sandbox.uploadRoot.count))
        }
    }

    @Test("What was uploaded comes back byte for byte, whole and in parts, on one connection")
    func bytes() async throws {
        var options = SandboxOptions()
        options.transcodeTime = .zero
        try await with(options) { sandbox in
            // Letters only, as the client reads text.
            let data = (0..<700_000).map { UInt8(ascii: "a") + UInt8($0 % 25) }
            let (uri, path) = try create(data.count, sandbox)
            let uploads = try RawClient(sandbox.uploadRoot)
            try uploads.send(patch(path, offset: 0, length: data.count))
            try uploads.send(data)
            #expect(try uploads.receive().status == 204)
            let link = try #require(try links(sandbox, uri).first)
            try uploads.send("GET \(link) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let moved = try uploads.receive()
            #expect(moved.status == 302)
            #expect(moved.head.contains("Location: \(sandbox.downloadRoot)\(link)"))
            let client = try RawClient(sandbox.downloadRoot)
            try client.send("GET \(link) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let whole = try client.receive()
            #expect(whole.status == 200)
            #expect(Array(whole.body.utf8) == data)
            try client.send("GET \(link) HTTP/1.1\r\nHost: localhost\r\nRange: bytes=300001-\r\n\r\n")
            let part = try client.receive()
            #expect(part.status == 206)
            #expect(Array(part.body.utf8) == Array(data[300_001...]))
            try client.send("HEAD \(link) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(try client.receive(withBody: false).head.contains("Content-Length: 700000"))
            try client.send(
                "GET \(link) HTTP/1.1\r\nHost: localhost\r\nRange: bytes=700000-\r\nConnection: close\r\n\r\n"
            )
            #expect(try client.receive().status == 416)
            #expect(try client.isAtEnd())
        }
    }

    @Test("A sample is the same each time and looks like a film")
    func sample() async throws {
        try await with { sandbox in
            let link = try #require(try links(sandbox).last)
            let client = try RawClient(sandbox.downloadRoot)
            try client.send("GET \(link) HTTP/1.1\r\nHost: localhost\r\nRange: bytes=4-11\r\n\r\n")
            #expect(try client.receive().body == "ftypisom")
        }
        #expect(Content.sample(1, 100..<200) == Content.sample(1, 0..<300).getSlice(at: 100, length: 100))
        #expect(Content.sample(1, 100..<200) != Content.sample(2, 100..<200))
    }

    @Test("A pull fetches what is on this machine; what cannot be fetched is an upload error")
    func pull() async throws {
        var options = SandboxOptions()
        options.transcodeTime = .zero
        try await with(options) { sandbox in
            let source = try #require(try links(sandbox).first)
            let api = try RawClient(sandbox.apiRoot)
            func pull(_ link: String) throws -> (status: String?, uri: String) {
                let body = #"{"upload":{"approach":"pull","link":"\#(link)"}}"#
                try api.send(
                    "POST /me/videos HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(sandbox.accessToken)\r\n"
                        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
                )
                let uri = try JSONParser.parse(Array(try api.receive().body.utf8))["uri"]?.string ?? ""
                while true {
                    // Each look is a round trip, so this waits as long as the fetching takes.
                    try api.send(get(uri, sandbox))
                    let video = try JSONParser.parse(Array(try api.receive().body.utf8))
                    if video["status"] != "uploading" { return (video["status"]?.string, uri) }
                }
            }
            let good = try pull(sandbox.downloadRoot + source)
            #expect(good.status == "available")
            let file = try #require(sandbox.uploadedFile(of: good.uri))
            #expect(file.upload.offset == 1_483_220_992 / 4096)
            #expect(file.upload.size == file.upload.offset)
            #expect(try links(sandbox, good.uri).count == 3)
            #expect(try pull("\(sandbox.downloadRoot)/none").status == "uploading_error")
            #expect(try pull("http://127.0.0.1:1/x").status == "uploading_error")
        }
    }

    @Test(
        "Only plain HTTP on this machine is fetched",
        arguments: [
            ("http://127.0.0.1/a?b#c", "/a?b"), ("http://localhost:81", "/"), ("HTTP://127.9.9.9:81?q", "/?q"),
            ("https://127.0.0.1/a", nil), ("http://example.com/a", nil), ("http://127.0.0.1.example.com/", nil),
            ("http://user@127.0.0.1/", nil), ("http://127.0.0.1:0/", nil), ("http://127.0.0.1:1:2/", nil),
            ("http://127.0.0.1/a b", nil), ("http://127.0.0.1/\r\nX: y", nil), ("http://", nil), ("http://127.1/", nil),
            ("http://127.-0.0.1/", nil), ("http://127.0.0.+1/", nil),
        ] as [(String, String?)]
    )
    func loopback(link: String, target: String?) {
        #expect(Pull(link: link, version: "v", video: "w")?.target == target)
    }

    @Test("No resolver is asked for the address", arguments: [("localhost", "127.0.0.1"), ("127.9.9.9", "127.9.9.9")])
    func address(host: String, address: String) {
        #expect(Pull(link: "http://\(host)/a", version: "v", video: "w")?.address == address)
    }

    @Test("A pulled file that is larger than the free space exceeds the quota")
    func quota() throws {
        let used = Store.films.reduce(0) { $0 + ($1["filesize"]?.integer ?? 0) }
        var api = TestAPI(quota: used + 10)
        for (size, status) in [(11, "quota_exceeded"), (10, "transcoding"), (1, "quota_exceeded")] as [(Int64, String)]
        {
            let made = api.send(.POST, "/me/videos", #"{"upload":{"approach":"pull","link":"http://127.0.0.1/x"}}"#)
            #expect(made["status"] == "uploading")
            let pull = try #require(api.store.pulls.last)
            let begun = api.store.beginPull(pull)
            let id = try #require(begun)
            api.store.endPull(pull, id, size: size, now: api.now)
            #expect(api.send(.GET, made["uri"]?.string ?? "")["status"]?.string == status)
        }
        let quota = api.send(.GET, "/me?fields=upload_quota")["upload_quota"]
        #expect(quota?["space"]?["free"] == 0)
        #expect(quota?["space"]?["used"] == .integer(used + 10))
    }

    @Test("A video deleted while its file is fetched stays deleted")
    func deleted() throws {
        var api = TestAPI()
        let made = api.send(.POST, "/me/videos", #"{"upload":{"approach":"pull","link":"http://127.0.0.1/x"}}"#)
        let pull = try #require(api.store.pulls.first)
        let begun = api.store.beginPull(pull)
        let id = try #require(begun)
        _ = api.send(.DELETE, made["uri"]?.string ?? "")
        api.store.endPull(pull, id, size: 5, now: api.now)
        #expect(api.store.uploads.isEmpty)
        #expect(api.store.discarded.contains(id))
        let again = api.store.beginPull(pull)
        #expect(again == nil)
        #expect(api.send(.GET, "/me/videos")["total"] == 7)
    }
}
