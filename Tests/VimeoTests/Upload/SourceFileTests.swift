import FoundationEssentials
import NIOCore
import Testing

@testable import Vimeo

@Suite("Files to be sent")
struct SourceFileTests {
    @Test("A missing, empty or irregular file is a file error that names it, before any request")
    func unusable() async throws {
        let folder = try TemporaryFolder()
        let cases = [
            ("\(folder.path)/missing.mp4", "no_file"), ("\(folder.path)/a/b", "no_file"), (folder.path, "directory"),
            (try folder.file("empty.mp4", []), "empty"), ("/dev/null", "irregular"), ("", "no_file"),
            ("a\0b", "no_file"),
        ]
        try await withBench { _ in
            .json(200, "{}")
        } body: { bench, server in
            for (path, code) in cases {
                let errors = [
                    await failure { _ = try await bench.client.upload(file: path) },
                    await failure { _ = try await bench.client.replace(videoURI: "/videos/1", file: path) },
                    await failure { _ = try await bench.client.uploadPicture(target: "/videos/1", .file(path)) },
                ]
                for error in errors {
                    #expect(error.kind == .file, "\(path)")
                    #expect(error.code.rawValue == code, "\(path)")
                    #expect(error.hint != nil)
                }
            }
            #expect(server.connections == 0)
        }
    }

    @Test(
        "A link in place of a file name leads to pull, without its query; ~ is explained; both also for downloads"
    )
    func links() async throws {
        let link = await failure { _ = try SourceFile("https://example.com/a/talk.mp4?Signature=hunter2#x") }
        #expect(link.message == "https://example.com/a/talk.mp4 is a link, not a file")
        #expect(link.hint?.contains("pull lets Vimeo fetch") == true)
        for secret in ["https://user:hunter2@example.com/x", "s3://bucket/talk.mp4?hunter2"] {
            let error = await failure { _ = try SourceFile(secret) }
            #expect(error.message == "the file name is a link, not a file")
        }
        let home = await failure { _ = try SourceFile("~/talk.mp4") }
        #expect(home.message == "~/talk.mp4 does not exist")
        #expect(home.hint?.contains("only a shell") == true)
        let folder = await failure { _ = try PartFile(for: "~/none/talk.mp4") }
        #expect(folder.hint?.contains("only a shell") == true)
    }

    @Test("Pieces of 256 KiB cover any part of a file exactly")
    func pieces() async throws {
        let folder = try TemporaryFolder()
        let bytes = pattern(700_000)
        let file = try SourceFile(try folder.file("f", bytes))
        #expect(file.size == 700_000)
        #expect(file.name == "f")
        for (offset, length) in [(0, 700_000), (1, 262_144), (262_143, 262_146), (699_999, 1), (5, 0)]
            as [(Int64, Int64)]
        {
            var got: [UInt8] = []
            var sizes: [Int] = []
            for try await piece in FilePieces(FileSlice(file: file, offset: offset, length: length)) {
                got += piece.readableBytesView
                sizes.append(piece.readableBytes)
            }
            #expect(got == Array(bytes[Int(offset)..<Int(offset + length)]))
            #expect(sizes.dropLast().allSatisfy { $0 == 262_144 })
        }
    }

    /// A file of which the system holds the first bytes in memory.
    private struct PartlyHeld: ByteSource {
        let file: SourceFile
        let held: Int64

        var name: String { file.name }
        var size: Int64 { file.size }

        func read(_ count: Int, at offset: Int64) async throws -> ByteBuffer { try await file.read(count, at: offset) }

        func readHeld(_ count: Int, at offset: Int64) throws -> ByteBuffer? {
            offset + Int64(count) <= held ? try file.readHeld(count, at: offset) : nil
        }
    }

    @Test("What has to come from the disk follows what is held in memory", arguments: [0, 262_144, 600_000, 700_000])
    func held(count: Int64) async throws {
        let folder = try TemporaryFolder()
        let bytes = pattern(700_000)
        let file = PartlyHeld(file: try SourceFile(try folder.file("f", bytes)), held: count)
        var got: [UInt8] = []
        for try await piece in FilePieces(FileSlice(file: file, offset: 0, length: 700_000)) {
            got += piece.readableBytesView
        }
        #expect(got == bytes)
    }

    @Test("What another program cuts off while it is sent is noticed where it is held in memory, too")
    func cut() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("f", pattern(1000))
        let file = try SourceFile(path)
        #expect(try file.readHeld(1001, at: 0) == nil)
        try Data(pattern(999)).write(to: URL(filePath: path))
        let error = await failure { _ = try file.readHeld(10, at: 0) }
        #expect(error.code == "changed")
    }

    @Test("A file that shrinks, grows or is rewritten is noticed at the next read", arguments: [0, 10, 999, 1001])
    func changed(newSize: Int) async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("f", pattern(1000))
        let file = try SourceFile(path)
        _ = try await file.read(1000, at: 0)
        try Data(pattern(newSize)).write(to: URL(filePath: path))
        let error = await failure { _ = try await file.read(1, at: 0) }
        #expect(error.kind == .file)
        #expect(error.code == "changed")
    }

    @Test("A file that another one is renamed over is sent as it was")
    func replaced() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("f", pattern(1000))
        let other = try folder.file("g", [1])
        let file = try SourceFile(path)
        try Data(contentsOf: URL(filePath: other)).write(to: URL(filePath: path), options: .atomic)
        let read = try await file.read(1000, at: 0)
        #expect(Array(read.readableBytesView) == pattern(1000))
    }
}
