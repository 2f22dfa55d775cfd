import JSONCore
import Synchronization
import Testing

@testable import VimeoSandbox

@Suite struct FaultServerTests: ServerTest {
    private func with(_ spec: String, _ body: (Sandbox) async throws -> Void) async throws {
        var options = SandboxOptions()
        options.transcodeTime = .zero
        options.faults = try FaultPlan(spec)
        try await with(options, body)
    }

    /// Sends all the bytes at once, to a server that may not want them.
    private func send(_ data: [UInt8], at offset: Int = 0, to path: String, _ client: RawClient) throws {
        try client.send(Array(patch(path, offset: offset, length: data.count).utf8) + data)
    }

    private func offset(_ path: String, _ sandbox: Sandbox) throws -> String? {
        let client = try RawClient(sandbox.uploadRoot)
        try client.send(head(path))
        let answer = try client.receive(withBody: false)
        #expect(answer.status == 200)
        return offset(answer.head)
    }

    private func offset(_ head: String) -> String? {
        head.split(separator: "\r\n").first { $0.hasPrefix("Upload-Offset: ") }.map { String($0.dropFirst(15)) }
    }

    private func head(_ path: String, _ extra: String = "") -> String {
        "HEAD \(path) HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\n\(extra)\r\n"
    }

    @Test(
        "An upload whose connection breaks keeps the bytes before that",
        arguments: [("drop=0", "0"), ("drop=300000", "300000"), ("drop=9999999", "500000")]
    )
    func dropUpload(what: String, kept: String) async throws {
        try await with("upload.patch:\(what)@#1") { sandbox in
            let (uri, path) = try create(500_000, sandbox)
            let data = bytes(500_000)
            let client = try RawClient(sandbox.uploadRoot)
            // The connection may end before all of it is sent.
            try? send(data, to: path, client)
            #expect(try client.isAtEnd())
            #expect(try offset(path, sandbox) == kept)
            let start = try #require(Int(kept))
            if start < data.count {
                try send(Array(data[start...]), at: start, to: path, RawClient(sandbox.uploadRoot))
            }
            while sandbox.uploadedFile(of: uri)?.upload.offset != 500_000 { _ = try offset(path, sandbox) }
            #expect(sandbox.uploadedContent(of: uri) == data)
        }
    }

    @Test("A drop at any place ends the connection without an answer")
    func dropSomewhere() async throws {
        try await with("upload:drop@50%") { sandbox in
            let (_, path) = try create(10, sandbox)
            var drops = 0
            for _ in 1...40 {
                let client = try RawClient(sandbox.uploadRoot)
                try client.send(head(path))
                if try client.isAtEnd() { drops += 1 }
            }
            #expect(drops > 0 && drops < 40)
        }
    }

    @Test(
        "A status is answered at once, and the connection and the upload go on",
        arguments: [404, 409, 410, 412, 413, 423, 429, 460]
    )
    func status(_ status: Int) async throws {
        try await with("upload.patch:\(status)@#1") { sandbox in
            let (uri, path) = try create(5, sandbox)
            let client = try RawClient(sandbox.uploadRoot)
            try send(Array("abcde".utf8), to: path, client)
            let answer = try client.receive()
            #expect(answer.status == status)
            #expect(answer.body.contains("\(status)"))
            try send(Array("fghij".utf8), to: path, client)
            #expect(try client.receive().status == 204)
            #expect(sandbox.uploadedContent(of: uri) == Array("fghij".utf8))
        }
    }

    @Test("A 5xx comes at once or after some of the bytes, which are kept")
    func serverError() async throws {
        try await with("upload.patch:502") { sandbox in
            let (uri, path) = try create(1 << 20, sandbox)
            let data = bytes(1 << 20)
            let client = try RawClient(sandbox.uploadRoot)
            var offsets: [Int] = []
            while offsets.count < 12 {
                let start = sandbox.uploadedFile(of: uri).map { Int($0.upload.offset) } ?? 0
                offsets.append(start)
                try send(Array(data[start...]), at: start, to: path, client)
                #expect(try client.receive().status == 502)
            }
            #expect(Set(offsets).count > 1 && Set(offsets).count < offsets.count)
            let kept = try #require(sandbox.uploadedContent(of: uri))
            #expect(kept.elementsEqual(data[..<kept.count]))
        }
    }

    @Test("Connection: close and Expect: 100-continue are obeyed by a status too")
    func closing() async throws {
        try await with("upload:503,api:503") { sandbox in
            for (root, extra) in [
                (sandbox.uploadRoot, "Connection: close\r\n"), (sandbox.apiRoot, "Connection: close\r\n"),
                (sandbox.uploadRoot, "Expect: 100-continue\r\n"),
            ] {
                let client = try RawClient(root)
                try client.send("PATCH /files/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\(extra)\r\n")
                if !extra.hasPrefix("Expect") { try client.send("abcd") }
                #expect(try client.receive().status == 503)
                #expect(try client.isAtEnd())
            }
        }
    }

    @Test("A server that stores less says how much")
    func short() async throws {
        try await with("upload:short@#1") { sandbox in
            let (uri, path) = try create(1000, sandbox)
            let data = bytes(1000)
            let client = try RawClient(sandbox.uploadRoot)
            try send(data, to: path, client)
            let answer = try client.receive()
            #expect(answer.status == 204)
            let stored = try #require(offset(answer.head).flatMap { Int($0) })
            #expect(stored < 1000)
            try send(Array(data[stored...]), at: stored, to: path, client)
            #expect(offset(try client.receive().head) == "1000")
            #expect(sandbox.uploadedContent(of: uri) == data)
        }
    }

    @Test(
        "A wrong Upload-Offset is said of HEAD and PATCH, and only said",
        arguments: [("ahead", "4"), ("garbage", "many")]
    )
    func offsets(what: String, said: String) async throws {
        try await with("upload.head:\(what)@#1,upload.patch:\(what)@#1") { sandbox in
            let (_, path) = try create(10, sandbox)
            let client = try RawClient(sandbox.uploadRoot)
            try send(Array("abc".utf8), to: path, client)
            let answer = try client.receive()
            #expect(answer.status == 204)
            #expect(offset(answer.head) == said)
            #expect(try offset(path, sandbox) == said)
            #expect(try offset(path, sandbox) == "3")
        }
    }

    @Test("A lost upload is 404 from then on, and its bytes are gone")
    func lost() async throws {
        try await with("upload.head:lost@#2") { sandbox in
            let (uri, path) = try create(10, sandbox)
            let client = try RawClient(sandbox.uploadRoot)
            try send(Array("abc".utf8), to: path, client)
            #expect(try client.receive().status == 204)
            #expect(try offset(path, sandbox) == "3")
            for _ in 1...2 {
                try client.send(head(path))
                #expect(try client.receive(withBody: false).status == 404)
            }
            #expect(sandbox.uploadedFile(of: uri) == nil)
        }
    }

    @Test("A lost upload that was complete is 404, too, but its video has its bytes")
    func lostWhenComplete() async throws {
        try await with("upload.head:lost") { sandbox in
            let (uri, path) = try create(3, sandbox)
            let client = try RawClient(sandbox.uploadRoot)
            try send(Array("abc".utf8), to: path, client)
            #expect(try client.receive().status == 204)
            try client.send(head(path))
            #expect(try client.receive(withBody: false).status == 404)
            #expect(sandbox.uploadedContent(of: uri) == Array("abc".utf8))
        }
    }

    @Test("A slow answer comes, with the requests after it in their order", arguments: ["", "Connection: close\r\n"])
    func slow(extra: String) async throws {
        try await with("upload:slow=20,api:slow=20,download:slow=20") { sandbox in
            let (_, path) = try create(3, sandbox)
            let client = try RawClient(sandbox.uploadRoot)
            try client.send(head(path) + patch(path, offset: 0, length: 3) + "abc" + head(path, extra))
            #expect(offset(try client.receive(withBody: false).head) == "0")
            #expect(offset(try client.receive().head) == "3")
            #expect(offset(try client.receive(withBody: false).head) == "3")
            if !extra.isEmpty { #expect(try client.isAtEnd()) }
            let download = try RawClient(sandbox.downloadRoot)
            try download.send("GET \(try link(sandbox)) HTTP/1.1\r\nHost: localhost\r\n\(extra)\r\n")
            #expect(try download.receive().status == 200)
        }
    }

    @Test(
        "Silence does the work, never answers, and does not outlive the sandbox",
        arguments: ["", "Connection: close\r\n"]
    )
    func silence(extra: String) async throws {
        try await with("upload:silent@#1,api:silent@#2,api:slow=3600000@#3") { sandbox in
            let (uri, path) = try create(3, sandbox)
            let client = try RawClient(sandbox.uploadRoot)
            try client.send(patch(path, offset: 0, length: 3, extra) + "abc")
            let api = try RawClient(sandbox.apiRoot)
            try api.send(get("/me", sandbox, extra))
            let slow = try RawClient(sandbox.apiRoot)
            try slow.send(get("/me", sandbox, extra))
            // The bytes arrive although nobody says so.
            while sandbox.uploadedFile(of: uri)?.upload.offset != 3 { await Task.yield() }
            #expect(client.isSilent)
            #expect(api.isSilent)
            #expect(slow.isSilent)
        }
    }

    @Test("The API drops a request before or after it is done, or in the middle of the answer")
    func dropAPI() async throws {
        try await with("api.get:drop=0@#1,api.get:drop=5@#2,api.get:drop=99999999@#3,api.delete:drop") { sandbox in
            var client = try RawClient(sandbox.apiRoot)
            try client.send(get("/me", sandbox))
            #expect(try client.isAtEnd())
            client = try RawClient(sandbox.apiRoot)
            try client.send(get("/me", sandbox))
            #expect(try client.rest().body.count == 5)
            client = try RawClient(sandbox.apiRoot)
            try client.send(get("/me", sandbox))
            let (head, body) = try client.rest()
            #expect(head.contains("Content-Length: \(body.count + 1)"))
            var statuses: Set<Int> = []
            for video in 1001...1007 {
                client = try RawClient(sandbox.apiRoot)
                try client.send("DELETE" + get("/videos/\(video)", sandbox).dropFirst(3))
                #expect(try client.isAtEnd())
                try send("/videos/\(video)", sandbox) { statuses.insert($0) }
            }
            #expect(statuses == [200, 404])
        }
    }

    private func send(_ path: String, _ sandbox: Sandbox, _ body: (Int) -> Void) throws {
        let client = try RawClient(sandbox.apiRoot)
        try client.send(get(path, sandbox))
        body(try client.receive().status)
    }

    private func link(_ sandbox: Sandbox) throws -> String {
        let api = try RawClient(sandbox.apiRoot)
        try api.send(get("/videos/1001?fields=download.link", sandbox))
        let json = try JSONParser.parse(Array(try api.receive().body.utf8))
        return String(try #require(json["download"]?.array?.first?["link"]?.string).dropFirst(sandbox.uploadRoot.count))
    }

    @Test("A download breaks after so many bytes, and never after all of them")
    func download() async throws {
        try await with("download:drop=1000@#1,download:drop=99999999@#2,download:drop=0@#3,download.head:drop=5") {
            sandbox in
            let link = try link(sandbox)
            let whole = 1_483_220_992 / 4096
            for count in [1000, whole - 1] {
                let client = try RawClient(sandbox.downloadRoot)
                try client.send("GET \(link) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let (head, body) = try client.rest()
                #expect(head.contains("Content-Length: \(whole)"))
                #expect(body.count == count)
            }
            for method in ["GET", "HEAD"] {
                let client = try RawClient(sandbox.downloadRoot)
                try client.send("\(method) \(link) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                #expect(try client.isAtEnd())
            }
        }
    }

    @Test("Every fault is reported when it happens")
    func told() async throws {
        let told = Mutex<[String]>([])
        var options = SandboxOptions()
        options.faults = try FaultPlan("api.get:429@#2,upload:drop=7")
        options.onFault = { text in told.withLock { $0.append(text) } }
        try await with(options) { sandbox in
            for _ in 1...3 { try send("/me", sandbox) { _ in } }
            let client = try RawClient(sandbox.uploadRoot)
            try client.send(head("/files/x"))
            #expect(try client.isAtEnd())
        }
        #expect(told.withLock { $0 } == ["api GET: 429", "upload HEAD: drop after 7 bytes of the body"])
    }
}
