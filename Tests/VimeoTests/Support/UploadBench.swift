import Synchronization
import Testing

@testable import Vimeo

/// An API that creates videos, an upload server on an origin of its own, and a file to send.
struct UploadBench {
    let bench: Bench
    let api: TestServer
    let uploads: TestServer
    let store: FakeUploads
    let path: String
    let bytes: [UInt8]
    let folder: TemporaryFolder

    /// - Parameters:
    ///   - creation: the answer to the creating POST; `LINK` in it becomes the upload link.
    ///   - status: the answer to a GET at the API; `LINK` in it becomes the upload link, too.
    ///   - amendment: the answer to a PATCH at the API.
    ///   - isJournaled: whether unfinished uploads are remembered, in ``journal``.
    static func run(
        size: Int = 25,
        faults: [FakeUploads.Fault?] = [],
        creation: Reply = .json(200, #"{"uri":"/videos/1001","upload":{"upload_link":"LINK"}}"#),
        status: Reply = .json(200, #"{"upload":{"status":"in_progress"}}"#),
        amendment: Reply = .json(200, "{}"),
        isJournaled: Bool = false,
        configure: (inout Configuration) -> Void = { _ in },
        earlyUpload: @escaping TestServer.EarlyScript = { _ in nil },
        uploadScript: TestServer.Script? = nil,
        body: (UploadBench) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let bytes = pattern(size)
        let path = try folder.file("film.mp4", bytes)
        let store = FakeUploads(size: size, faults: faults)
        try await TestServer.run(early: earlyUpload, script: uploadScript ?? { store.answer($0) }) { uploads in
            let link = "\(uploads.root)/files/abc"
            try await withBench { configuration in
                if isJournaled { configuration.journalFolder = "\(folder.path)/state/journal" }
                configure(&configuration)
            } script: { request in
                switch request.method {
                case "GET": status.replacing("LINK", with: link)
                case "PATCH": amendment
                default: creation.replacing("LINK", with: link)
                }
            } body: { bench, api in
                let all = UploadBench(
                    bench: bench,
                    api: api,
                    uploads: uploads,
                    store: store,
                    path: path,
                    bytes: bytes,
                    folder: folder
                )
                try await body(all)
            }
        }
    }

    var client: Client { bench.client }
    var journal: JournalFiles { JournalFiles(folder: "\(folder.path)/state/journal") }

    /// The bytes of the only entry in the journal.
    func entry() throws -> [UInt8] {
        let names = try journal.names()
        return try #require(names.count == 1 ? journal.read(names[0]) : nil)
    }

    /// Puts bytes in place of the only entry.
    func replaceEntry(_ bytes: [UInt8]) throws {
        try journal.write(bytes, try #require(journal.names().first))
    }

    /// Options for chunks of 10 bytes.
    func options(retries: Int = 3) -> UploadOptions {
        var options = UploadOptions()
        options.chunkSize = 10
        options.retries = retries
        return options
    }
}

extension Reply {
    /// The answer with a word of its body replaced, and its length set right.
    func replacing(_ word: String, with text: String) -> Reply {
        let whole = String(decoding: bytes, as: UTF8.self)
        guard let end = whole.firstRange(of: "\r\n\r\n"), whole.contains(word) else { return self }
        let body = whole[end.upperBound...].replacing(word, with: text)
        let head = whole[..<end.lowerBound].split(separator: "\r\n").filter { !$0.hasPrefix("Content-Length") }
        return .raw("\(head.joined(separator: "\r\n"))\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)", self.end)
    }
}
