import Synchronization
import Testing

@testable import Vimeo

/// What can go wrong on the wire, one thing at a time, with the journal in use.
@Suite("Uploads survive")
struct UploadFaultTests {
    /// Each is met by the second chunk, of bytes 10 to 20.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var fault: FakeUploads.Fault
        /// The requests of the whole upload of 25 bytes.
        var methods: [String]
        var offsets: [String]
    }

    private static let asks = ["PATCH", "PATCH", "HEAD", "PATCH", "PATCH"]

    private static func less(_ offset: String) -> Reply { .status(204, [("Upload-Offset", offset)]) }

    static let cases: [Case] = [
        Case(
            testDescription: "a reset with nothing stored",
            fault: .init(reply: .reset),
            methods: asks,
            offsets: ["0", "10", "10", "20"]
        ),
        Case(
            testDescription: "a reset with half of it stored",
            fault: .init(reply: .reset, keep: 5),
            methods: asks,
            offsets: ["0", "10", "15"]
        ),
        Case(
            testDescription: "a reset after the last byte, before the answer",
            fault: .init(reply: .reset, keep: 10),
            methods: asks,
            offsets: ["0", "10", "20"]
        ),
        Case(
            testDescription: "half of it stored, then 502",
            fault: .init(reply: .status(502), keep: 5),
            methods: asks,
            offsets: ["0", "10", "15"]
        ),
        Case(
            testDescription: "a 204 with a smaller offset",
            fault: .init(reply: less("13"), keep: 3),
            methods: ["PATCH", "PATCH", "PATCH", "PATCH"],
            offsets: ["0", "10", "13", "23"]
        ),
        Case(
            testDescription: "a 204 that goes back",
            fault: .init(reply: less("5")),
            methods: asks,
            offsets: ["0", "10", "10", "20"]
        ),
        Case(
            testDescription: "a 204 that claims more than was sent",
            fault: .init(reply: less("24"), keep: 4),
            methods: asks,
            offsets: ["0", "10", "14", "24"]
        ),
        Case(
            testDescription: "a 204 without an offset",
            fault: .init(reply: .status(204), keep: 10),
            methods: asks,
            offsets: ["0", "10", "20"]
        ),
        Case(
            testDescription: "a wrong offset (409)",
            fault: .init(reply: .status(409)),
            methods: asks,
            offsets: ["0", "10", "10", "20"]
        ),
        Case(
            testDescription: "a lock (423)",
            fault: .init(reply: .status(423)),
            methods: asks,
            offsets: ["0", "10", "10", "20"]
        ),
        Case(
            testDescription: "too many requests (429)",
            fault: .init(reply: .status(429, [("Retry-After", "7")])),
            methods: asks,
            offsets: ["0", "10", "10", "20"]
        ),
        Case(
            testDescription: "a bad checksum (460)",
            fault: .init(reply: .status(460)),
            methods: ["PATCH", "PATCH", "PATCH", "PATCH"],
            offsets: ["0", "10", "10", "20"]
        ),
        Case(
            testDescription: "an answer that is not HTTP",
            fault: .init(reply: .raw("please sign in\r\n\r\n", .close), keep: 2),
            methods: asks,
            offsets: ["0", "10", "12", "22"]
        ),
        Case(
            testDescription: "an answer that ends too early",
            fault: .init(reply: .raw("HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nx", .close), keep: 10),
            methods: asks,
            offsets: ["0", "10", "20"]
        ),
    ]

    @Test("A fault of the second chunk ends in one video with all its bytes", arguments: cases)
    func once(fault: Case) async throws {
        try await UploadBench.run(faults: [nil, fault.fault], isJournaled: true) { all in
            let uri = try await all.client.upload(file: all.path, options: all.options())
            #expect(uri == "/videos/1001")
            #expect(all.store.stored == all.bytes)
            #expect(all.api.requests.count == 1)
            let requests = all.uploads.requests
            let patches = requests.filter { $0.method == "PATCH" }
            #expect(patches.compactMap { $0["Upload-Offset"] } == fault.offsets)
            // The last chunk may need one request less.
            #expect(requests.map(\.method) == Array(fault.methods.prefix(requests.count)))
            let names = try all.journal.names()
            #expect(names.isEmpty)
        }
    }

    @Test("The same fault in another process's upload ends in one video, too", arguments: cases)
    func twice(fault: Case) async throws {
        try await UploadBench.run(faults: [nil, .init(reply: .reset), fault.fault], isJournaled: true) { all in
            _ = await failure { _ = try await all.client.upload(file: all.path, options: all.options(retries: 0)) }
            _ = try await all.client.upload(file: all.path, options: all.options())
            #expect(all.store.stored == all.bytes)
            #expect(all.api.requests.count == 1)
        }
    }

    @Test("A reset before the first byte of the body, and one at the first byte of the answer")
    func firstByte() async throws {
        let count = Mutex(0)
        try await UploadBench.run(
            isJournaled: true,
            earlyUpload: { _ in
                count.withLock { count in
                    count += 1
                    return count == 1 ? .reset : count == 3 ? .raw("H", .reset) : nil
                }
            }
        ) { all in
            _ = try await all.client.upload(file: all.path, options: all.options())
            #expect(all.store.stored == all.bytes)
            #expect(all.api.requests.count == 1)
        }
    }

    @Test(
        "Refusals stop it with the server's words, and a later call can resume it",
        arguments: [400, 403, 412, 413, 415]
    )
    func refusals(status: Int) async throws {
        let refusal = Reply.status(status, body: Array("not like this".utf8))
        try await UploadBench.run(faults: [nil, .init(reply: refusal)], isJournaled: true) { all in
            let error = await failure { _ = try await all.client.upload(file: all.path, options: all.options()) }
            #expect(error.kind == .upload)
            #expect(error.statusCode == status)
            #expect(error.message.contains("not like this"))
            #expect(error.hint?.contains("the same call resumes the upload to /videos/1001") == true)
            #expect(all.bench.waits.isEmpty)
            _ = try await all.client.upload(file: all.path, options: all.options())
            #expect(all.store.stored == all.bytes)
            #expect(all.api.requests.count == 1)
        }
    }

    @Test("An upload the server lost starts over, once", arguments: [404, 410])
    func lost(status: Int) async throws {
        try await UploadBench.run(faults: [.init(reply: .status(status))], isJournaled: true) { all in
            _ = try await all.client.upload(file: all.path, options: all.options())
            #expect(all.store.stored == all.bytes)
            #expect(all.api.requests.map(\.method) == ["POST", "GET", "POST"])
            #expect(all.bench.notices.map(\.kind) == [.uploadGone])
        }
    }

    @Test("A HEAD that fails in every way is repeated")
    func head() async throws {
        let store = FakeUploads(size: 25, faults: [nil, .init(reply: .reset, keep: 4)])
        let answers = Mutex<[Reply]>([
            .reset, .status(500), .status(423), .status(200), .status(200, [("Upload-Offset", "-1")]), .close,
            .raw("nonsense", .close), .status(409),
        ])
        try await UploadBench.run(
            isJournaled: true,
            uploadScript: { request in
                let fault = request.method != "HEAD" ? nil : answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                return fault ?? store.answer(request)
            }
        ) { all in
            _ = try await all.client.upload(file: all.path, options: all.options(retries: 9))
            #expect(store.stored == all.bytes)
            #expect(all.uploads.requests.filter { $0.method == "HEAD" }.count == 9)
            #expect(all.api.requests.count == 1)
        }
    }

    @Test("If the server insists on bytes that were never sent, the upload fails and is forgotten")
    func ahead() async throws {
        try await UploadBench.run(
            isJournaled: true,
            uploadScript: { _ in .status(204, [("Upload-Offset", "25")]) }
        ) { all in
            let error = await failure { _ = try await all.client.upload(file: all.path, options: all.options()) }
            #expect(error.kind == .upload)
            #expect(error.code == "ahead")
            #expect(error.hint?.contains("/videos/1001") == true)
            let names = try all.journal.names()
            #expect(names.isEmpty)
        }
    }

    @Test("An answer that never comes is waited for up to the idle timeout")
    func silence() async throws {
        try await UploadBench.run(faults: [nil, .init(reply: .silence, keep: 10)], isJournaled: true) { all in
            var options = all.options(retries: 1000)
            options.timeout = 5
            _ = try await all.client.upload(file: all.path, options: options)
            #expect(all.store.stored == all.bytes)
            #expect(all.api.requests.count == 1)
        }
    }

    @Test("A host that goes down between two chunks, and comes back, gets the rest")
    func away() async throws {
        let port = DeafPort()
        let store = FakeUploads(size: 25)
        let gate = WaitGate()
        let folder = try TemporaryFolder()
        let path = try folder.file("film.mp4", pattern(25))
        let link = "http://127.0.0.1:\(port.number)/files/abc"
        let creation = #"{"uri":"/videos/1001","upload":{"upload_link":"\#(link)"}}"#
        try await withBench {
            $0.timing.sleep = { _ in await gate.wait() }
            $0.journalFolder = "\(folder.path)/journal"
        } script: { _ in
            .json(200, creation)
        } body: { bench, api in
            let client = bench.client
            let first = Mutex(true)
            let upload = Task {
                var options = UploadOptions()
                options.chunkSize = 10
                return try await client.upload(file: path, options: options)
            }
            // Not there yet.
            await gate.reached(1)
            try await TestServer.run(port: port.number) { request in
                let isFirst = first.withLock { first in
                    defer { if request.method == "PATCH" { first = false } }
                    return first
                }
                return isFirst ? store.answer(request) : .reset
            } body: { _ in
                await gate.allow(1)
                await gate.reached(2)
            }
            // Gone.
            await gate.allow(4)
            await gate.reached(5)
            try await TestServer.run(port: port.number) {
                store.answer($0)
            } body: { _ in
                await gate.allow(.max)
                let uri = try await upload.value
                #expect(uri == "/videos/1001")
            }
            #expect(store.stored == pattern(25))
            #expect(api.requests.count == 1)
            #expect(bench.notices.contains { $0.message.contains("refused") })
        }
    }
}
