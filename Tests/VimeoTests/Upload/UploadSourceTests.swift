import NIOCore
import Synchronization
import Testing

@testable import Vimeo

@Suite("Bytes to be sent that are no file")
struct UploadSourceTests {
    /// Gives pieces in turn and counts how often it was asked.
    private final class Maker: Sendable {
        let rest: Mutex<[[UInt8]]>
        let calls = Mutex(0)

        init(_ pieces: [[UInt8]]) { rest = Mutex(pieces) }

        func next() -> [UInt8]? {
            calls.withLock { $0 += 1 }
            return rest.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        }

        func source(_ size: Int64) -> UploadSource {
            .chunks(size: size, name: "made.mp4") { [self] in next() }
        }
    }

    private func pieces(_ bytes: [UInt8], _ size: Int) -> [[UInt8]] {
        stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
    }

    @Test("Bytes in memory are sent, survive trouble, and are not written to the journal")
    func bytes() async throws {
        try await UploadBench.run(faults: [nil, .init(reply: .reset, keep: 3)], isJournaled: true) { all in
            let source = UploadSource.bytes(all.bytes, name: "memory.mp4")
            let uri = try await all.client.upload(source, options: all.options())
            #expect(uri == "/videos/1001")
            #expect(all.store.stored == all.bytes)
            _ = await failure { _ = try await all.client.upload(source, options: all.options(retries: 0)) }
            let names = try all.journal.names()
            #expect(names.isEmpty)
        }
    }

    @Test("A new version takes the name of its source")
    func replace() async throws {
        let creation = Reply.json(201, #"{"upload":{"upload_link":"LINK"}}"#)
        try await UploadBench.run(creation: creation) { all in
            let source = UploadSource.bytes(all.bytes, name: "memory.mp4")
            _ = try await all.client.replace(videoURI: "/videos/1", with: source, options: all.options())
            #expect(all.api.requests.first?.text.contains(#""file_name":"memory.mp4""#) == true)
            #expect(all.store.stored == all.bytes)
        }
    }

    @Test("Bytes made on the way are made once, and sent again after trouble", arguments: [1, 3, 10, 11, 25])
    func made(size: Int) async throws {
        let faults: [FakeUploads.Fault?] = [
            .init(reply: .reset, keep: 0), .init(reply: .status(502), keep: 4), nil, .init(reply: .reset, keep: 9),
        ]
        try await UploadBench.run(faults: faults) { all in
            let maker = Maker([[]] + pieces(all.bytes, size) + [[]])
            _ = try await all.client.upload(maker.source(25), options: all.options())
            #expect(all.store.stored == all.bytes)
            #expect(maker.calls.withLock { $0 } == pieces(all.bytes, size).count + 3)
        }
    }

    @Test("Large ones go in requests of 8 MiB, whatever chunks were asked for")
    func large() async throws {
        let size = 9 * 1024 * 1024
        try await UploadBench.run(size: size) { all in
            let maker = Maker(pieces(all.bytes, 1_000_003))
            var options = UploadOptions()
            options.chunkSize = .max
            _ = try await all.client.upload(maker.source(Int64(size)), options: options)
            #expect(all.store.stored == all.bytes)
            #expect(all.uploads.requests.map { $0["Content-Length"] } == ["8388608", "1048576"])
        }
    }

    @Test("Too few bytes and too many are errors, and never become a whole video", arguments: [24, 26, 19, 40])
    func size(count: Int) async throws {
        try await UploadBench.run { all in
            let maker = Maker(pieces(pattern(count), 7))
            let error = await failure { _ = try await all.client.upload(maker.source(25), options: all.options()) }
            #expect(error.kind == .upload)
            #expect(error.code == "size")
            #expect(error.message.contains("made.mp4"))
            #expect(error.message.contains("25"))
            #expect(all.store.stored.count < 25)
        }
    }

    @Test("What the source throws stops the upload: our own errors as they are, others in words")
    func failing() async throws {
        struct Odd: Error {}
        let own = VimeoError(.file, code: "mine", "no more")
        for (thrown, code) in [(own, "mine"), (Odd(), "source"), (CancellationError(), "cancelled")]
            as [(any Error, String)]
        {
            try await UploadBench.run { all in
                let source = UploadSource.chunks(size: 25, name: "made.mp4") { throw thrown }
                let error = await failure { _ = try await all.client.upload(source, options: all.options()) }
                #expect(error.code.rawValue == code)
                #expect(all.uploads.connections == 0)
            }
        }
    }

    @Test("Nothing to send is a usage error before any request")
    func empty() async throws {
        try await UploadBench.run { all in
            let sources: [UploadSource] = [
                .bytes([], name: "x"), .chunks(size: 0, name: "x") { nil }, .chunks(size: -1, name: "x") { nil },
            ]
            for source in sources {
                let error = await failure { _ = try await all.client.upload(source) }
                #expect(error.kind == .usage)
                #expect(error.code == "empty")
            }
            #expect(all.api.connections == 0)
        }
    }

    @Test("Bytes that were confirmed are let go; if the server forgets them, that is an error")
    func window() async throws {
        let bytes = pattern(30)
        let maker = Maker(pieces(bytes, 10))
        let source = try ChunkSource(size: 30, name: "made") { maker.next() }
        try await source.prepare(0..<10)
        #expect(Array(try await source.read(4, at: 3).readableBytesView) == Array(bytes[3..<7]))
        try await source.prepare(5..<15)
        #expect(Array(try await source.read(10, at: 5).readableBytesView) == Array(bytes[5..<15]))
        #expect(await failure { _ = try await source.read(1, at: 4) }.code == "lost")
        #expect(await failure { try await source.prepare(4..<14) }.code == "lost")
        try await source.prepare(15..<30)
        try await source.prepare(20..<30)
        #expect(Array(try await source.read(10, at: 20).readableBytesView) == Array(bytes[20...]))
        #expect(maker.calls.withLock { $0 } == 4)
    }

    @Test("A cancelled upload does not wait for a source that never ends")
    func cancelled() async throws {
        try await UploadBench.run { all in
            let client = all.client
            let (asked, ask) = AsyncStream.makeStream(of: Void.self)
            let source = UploadSource.chunks(size: 25, name: "made.mp4") {
                ask.yield()
                return []
            }
            let task = Task { await failure { _ = try await client.upload(source) } }
            for await _ in asked { break }
            task.cancel()
            #expect(await task.value.kind == .cancelled)
        }
    }
}
