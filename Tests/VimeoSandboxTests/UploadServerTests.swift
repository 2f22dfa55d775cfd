import FoundationEssentials
import JSONCore
import Testing

@testable import VimeoSandbox

@Suite struct UploadServerTests: ServerTest {
    @Test("Expect: 100-continue is answered before the body, or refused without it")
    func expectation() async throws {
        try await with { sandbox in
            let (uri, path) = try create(5, sandbox)
            let client = try RawClient(sandbox.uploadRoot)
            try client.send(patch(path, offset: 0, length: 5, "Expect: 100-continue\r\n"))
            #expect(try client.receive().status == 100)
            try client.send("abcde")
            #expect(try client.receive().status == 204)
            #expect(sandbox.uploadedContent(of: uri) == Array("abcde".utf8))
            try client.send(patch(path, offset: 1, length: 4, "Expect: 100-continue\r\n"))
            #expect(try client.receive().status == 409)
            #expect(try client.isAtEnd())
        }
    }

    @Test("An upload in pieces arrives byte for byte, and a broken PATCH keeps what came")
    func upload() async throws {
        try await with { sandbox in
            let data = bytes(600_000)
            let (uri, path) = try create(data.count, sandbox)
            do {
                let broken = try RawClient(sandbox.uploadRoot)
                try broken.send(patch(path, offset: 0, length: data.count))
                try broken.send(Array(data[..<200_000]))
                broken.finish()
                #expect(try broken.isAtEnd())
            }
            let client = try RawClient(sandbox.uploadRoot)
            try client.send("HEAD \(path) HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\n\r\n")
            #expect(try client.receive(withBody: false).head.contains("Upload-Offset: 200000"))
            try client.send(patch(path, offset: 200_000, length: 300_000))
            try client.send(Array(data[200_000..<500_000]))
            #expect(try client.receive().head.contains("Upload-Offset: 500000"))
            #expect(sandbox.uploadedFile(of: uri)?.upload.offset == 500_000)
            try client.send(patch(path, offset: 500_000, length: 100_000))
            try client.send(Array(data[500_000...]))
            #expect(try client.receive().status == 204)
            #expect(sandbox.uploadedContent(of: uri) == data)
            #expect(sandbox.uploadedFile(of: uri)?.upload.size == 600_000)
        }
    }

    @Test("A chunked PATCH that brings too much is 413 and keeps the file at its size")
    func tooMuch() async throws {
        try await with { sandbox in
            let (uri, path) = try create(5, sandbox)
            let client = try RawClient(sandbox.uploadRoot)
            try client.send(
                "PATCH \(path) HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                    + "Content-Type: application/offset+octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "7\r\nabcdefg\r\n0\r\n\r\n"
            )
            #expect(try client.receive().status == 413)
            #expect(sandbox.uploadedContent(of: uri) == Array("abcde".utf8))
        }
    }

    @Test("A request whose upload another one has taken over writes nothing")
    func takenOver() async throws {
        try await with { sandbox in
            let (uri, path) = try create(10, sandbox)
            let first = try RawClient(sandbox.uploadRoot)
            try first.send(patch(path, offset: 0, length: 10, "Expect: 100-continue\r\n"))
            #expect(try first.receive().status == 100)
            let second = try RawClient(sandbox.uploadRoot)
            try second.send(patch(path, offset: 0, length: 5) + "right")
            #expect(try second.receive().status == 204)
            try first.send("wrong, and")
            #expect(try first.isAtEnd())
            #expect(sandbox.uploadedContent(of: uri) == Array("right".utf8))
        }
    }

    @Test("A refused PATCH is answered at once, and its body is harmless")
    func refusedEarly() async throws {
        try await with { sandbox in
            let (_, path) = try create(1_000_000, sandbox)
            for (ending, extra) in [(false, ""), (true, "Connection: close\r\n")] {
                let client = try RawClient(sandbox.uploadRoot)
                try client.send(patch(path, offset: 7, length: 1_000_000, extra))
                #expect(try client.receive().status == 409)
                try client.send([UInt8](repeating: 1, count: 1_000_000))
                if ending {
                    #expect(try client.isAtEnd())
                } else {
                    try client.send("OPTIONS \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    #expect(try client.receive().status == 204)
                }
            }
        }
    }

    @Test("An image sent twice is the second one, and its upload is gone with its video")
    func image() async throws {
        try await with { sandbox in
            let api = try RawClient(sandbox.apiRoot)
            try api.send("POST" + get("/videos/1001/pictures", sandbox).dropFirst(3))
            let json = try JSONParser.parse(Array(try api.receive().body.utf8))
            let uri = try #require(json["uri"]?.string)
            let path = try #require(json["link"]?.string).dropFirst(sandbox.uploadRoot.count)
            let client = try RawClient(sandbox.uploadRoot)
            for text in ["a long first image", "second"] {
                try client.send(
                    "PUT \(path)?fields=error HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)"
                )
                #expect(try client.receive().status == 200)
            }
            #expect(sandbox.uploadedContent(of: uri) == Array("second".utf8))
            try api.send("DELETE" + get("/videos/1001", sandbox).dropFirst(3))
            #expect(try api.receive().status == 204)
            #expect(sandbox.uploadedFile(of: uri) == nil)
        }
    }

    @Test("After a shutdown nothing listens, and the files are gone")
    func shutdown() async throws {
        let sandbox = try await Sandbox.start()
        let (uri, path) = try create(1, sandbox)
        let client = try RawClient(sandbox.uploadRoot)
        try client.send(patch(path, offset: 0, length: 1) + "x")
        #expect(try client.receive().status == 204)
        let file = try #require(sandbox.uploadedFile(of: uri)?.path)
        #expect(FileManager.default.fileExists(atPath: file))
        #expect(try answer(sandbox.apiRoot, get("/me?fields=uri", sandbox)).body.contains("/users/"))
        await sandbox.shutdown()
        await sandbox.shutdown()
        #expect(!FileManager.default.fileExists(atPath: file))
        // A port that is free again may belong to somebody else by now, who knows neither the account nor the upload.
        let account = try? answer(sandbox.apiRoot, get("/me?fields=uri", sandbox))
        #expect(account?.body.contains("/users/") != true)
        let offset = try? answer(
            sandbox.uploadRoot,
            "HEAD \(path) HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\n\r\n"
        )
        #expect(offset?.head.contains("Upload-Offset: 1") != true)
    }

    private func answer(_ root: String, _ request: String) throws -> (status: Int, head: String, body: String) {
        let client = try RawClient(root)
        try client.send(request)
        return try client.receive(withBody: !request.hasPrefix("HEAD"))
    }
}
