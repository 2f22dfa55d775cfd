import NIOCore
import Testing

@testable import Vimeo

@Suite("Disks that fail while a file is sent")
struct UploadDiskTests {
    /// A file of 25 bytes on a disk that cannot read beyond the 12th.
    private struct BadDisk: ByteSource {
        let name = "film.mp4"
        let size: Int64 = 25
        let bytes: [UInt8]

        func read(_ count: Int, at offset: Int64) async throws -> ByteBuffer {
            guard offset + Int64(count) <= 12 else {
                throw VimeoError(.file, code: "unreadable", "film.mp4 can no longer be read (Input/output error)")
            }
            return ByteBuffer(bytes: bytes[Int(offset)..<Int(offset) + count])
        }

        func readHeld(_ count: Int, at offset: Int64) -> ByteBuffer? { nil }
    }

    @Test("A read error ends the upload with an error about the file, and what was sent stays")
    func readError() async throws {
        try await UploadBench.run { all in
            let error = await failure {
                let disk = BadDisk(bytes: all.bytes)
                let upload = try await Upload(all.client, disk, .video(owner: nil), [:], all.options()) { _ in }
                _ = try await upload.perform()
            }
            #expect(error.kind == .file)
            #expect(error.code == "unreadable")
            #expect(error.isTransient == false)
            #expect(Array(all.store.stored.prefix(10)) == Array(all.bytes.prefix(10)))
        }
    }
}
