import Synchronization

@testable import Vimeo

/// An API that makes videos, an upload server on an origin of its own, and a file to send.
struct UploadBench {
    let bench: Bench
    let api: TestServer
    let uploads: TestServer
    let store: FakeUploads
    let path: String
    let bytes: [UInt8]
    private let folder: TemporaryFolder

    /// - Parameter creation: the answer to the creating POST; `LINK` in it becomes the upload link.
    static func run(
        size: Int = 25,
        faults: [FakeUploads.Fault?] = [],
        creation: Reply = .json(200, #"{"uri":"/videos/1001","upload":{"upload_link":"LINK"}}"#),
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
            try await withBench(configure: configure) { _ in
                creation.replacing("LINK", with: link)
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
