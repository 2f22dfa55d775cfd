import Testing

@testable import Vimeo

@Suite("Pictures as transfers")
struct PictureTransferTests {
    private func upload(_ status: Int, events: EventLog) async throws -> VimeoError {
        let folder = try TemporaryFolder()
        let path = try folder.file("logo.png", pattern(300_000))
        return try await TestServer.run(script: { _ in .status(status) }) { host in
            let link = "\(host.root)/put?Signature=hunter2"
            return try await withBench(configure: { $0.onTransfer = { events.add($0) } }) { request in
                .json(201, #"{"uri":"/videos/1/pictures/9","link":"\#(link)","active":false}"#)
            } body: { bench, _ in
                await failure {
                    _ = try await bench.client.uploadPicture(target: "/videos/1/pictures", .file(path))
                }
            }
        }
    }

    @Test("A picture begins, moves and ends")
    func good() async throws {
        let events = EventLog()
        #expect(try await upload(200, events: events).code == "none")
        let words = events.words
        #expect(words.first == "began picture logo.png 0/300000")
        #expect(words.contains("moved 262144 0/300000"))
        #expect(words.suffix(2) == ["moved 300000 300000/300000", "ended 300000"])
    }

    @Test("A refusal ends it as a failure that names the empty picture, but not its link")
    func bad() async throws {
        let events = EventLog()
        let error = try await upload(403, events: events)
        #expect(events.words.last == "failed forbidden")
        #expect(error.kind == .upload)
        #expect(error.hint?.contains("/videos/1/pictures/9") == true)
        #expect(!error.description.contains("hunter2"))
    }

    @Test("What is not an image is refused before any request")
    func film() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("logo.png", Array("\0\0\0\u{18}ftypmp42".utf8))
        try await withBench(script: { _ in .status(404) }) { bench, api in
            let error = await failure { _ = try await bench.client.uploadPicture(target: "/videos/1", .file(path)) }
            #expect(error.code == "no_image")
            #expect(api.connections == 0)
        }
    }
}
