import FoundationEssentials
import Synchronization

@testable import Vimeo

/// An API that knows one video, a host of another origin that has its file, and a folder to save it in.
struct DownloadBench {
    let bench: Bench
    let api: TestServer
    let host: TestServer
    let folder: TemporaryFolder
    let events: EventLog

    /// - Parameter video: the answer to `GET /videos/1`, made with the host's root; nil for one `source` of `file`.
    static func run(
        _ file: FakeFile,
        video: (@Sendable (_ host: String) -> Reply)? = nil,
        configure: (inout Configuration) -> Void = { _ in },
        body: (DownloadBench) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let events = EventLog()
        try await TestServer.run(script: { file.answer($0) }) { host in
            let root = host.root
            try await withBench(configure: {
                $0.onTransfer = { event in events.add(event) }
                configure(&$0)
            }) { _ in
                video?(root) ?? Self.video(root, size: file.bytes.count)
            } body: { bench, api in
                try await body(DownloadBench(bench: bench, api: api, host: host, folder: folder, events: events))
            }
        }
    }

    static func video(_ host: String, size: Int, mark: String = "abc") -> Reply {
        .json(
            200,
            #"{"uri":"/videos/1","name":"Film","download":[{"quality":"source","link":"\#(host)/get?Signature=hunter2","size":\#(size),"type":"source","md5":"\#(mark)"}]}"#
        )
    }

    var client: Client { bench.client }
    var path: String { "\(folder.path)/film.mp4" }

    func download(_ options: DownloadOptions = DownloadOptions()) async throws -> DownloadedFile {
        try await client.downloadVideo(target: "/videos/1", to: path, options: options)
    }

    func content(_ name: String = "film.mp4") -> [UInt8]? {
        FileManager.default.contents(atPath: "\(folder.path)/\(name)").map { [UInt8]($0) }
    }

    /// Whether a file has exactly these bytes; many of them make no readable message.
    func isSaved(_ bytes: [UInt8], _ name: String = "film.mp4") -> Bool { content(name) == bytes }

    /// The names of what is in the folder, sorted.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
}

/// The events of transfers, in order.
final class EventLog: Sendable {
    private let events = Mutex([TransferEvent]())

    func add(_ event: TransferEvent) { events.withLock { $0.append(event) } }

    /// Each event in a word or two.
    var words: [String] {
        events.withLock { $0 }.map { event in
            switch event {
            case .began(let transfer, let confirmed):
                "began \(transfer.kind.rawValue) \(transfer.name) \(confirmed)/\(transfer.total ?? -1)"
            case .moved(_, let sent, let confirmed, let total): "moved \(sent) \(confirmed)/\(total ?? -1)"
            case .waits: "waits"
            case .ended(_, let bytes): "ended \(bytes)"
            case .failed(_, let error): "failed \(error.code)"
            }
        }
    }
}
