import Synchronization
import Testing

@testable import Vimeo

@Suite("Upload servers that fall silent")
struct UploadPaceTests {
    /// More than the kernel's buffers of both sides hold.
    private static let size = 24 * 1024 * 1024

    @Test("A server that stops reading in the middle is given up on, and asked again")
    func stalled() async throws {
        let isFirst = Mutex(true)
        try await UploadBench.run(
            size: Self.size,
            earlyUpload: { request in
                isFirst.withLock { first in
                    defer { first = false }
                    return first ? .raw("", .stall) : nil
                }
            }
        ) { all in
            var options = UploadOptions()
            options.timeout = 1
            options.retries = 1000
            _ = try await all.client.upload(file: all.path, options: options)
            #expect(all.store.stored == all.bytes)
            #expect(all.uploads.requests.map(\.method).prefix(2) == ["PATCH", "HEAD"])
            #expect(all.bench.notices.first?.message.contains("nothing moved for 1 s") == true)
        }
    }

    @Test("A connection that the server closed while it was idle is replaced")
    func closedIdle() async throws {
        let count = Mutex(0)
        let store = FakeUploads(size: 25)
        try await UploadBench.run(uploadScript: { request in
            var reply = store.answer(request)
            // An answer as if nothing were wrong, and then the end.
            reply.end = count.withLock { count in
                count += 1
                return count < 3 ? .close : .keepOpen
            }
            return reply
        }) { all in
            _ = try await all.client.upload(file: all.path, options: all.options())
            #expect(all.store.stored.isEmpty)
            #expect(store.stored == all.bytes)
        }
    }
}
