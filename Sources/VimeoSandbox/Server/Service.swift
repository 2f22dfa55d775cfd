import NIOCore
import NIOHTTP1
import Synchronization

/// What the connections of both origins share: the store, the files, the clock.
final class Service: Sendable {
    let files = UploadFolder()
    let latency: Duration
    private let api = API()
    private let store: Mutex<Store>
    private let clock: @Sendable () -> Int64
    private let records: Mutex<[RecordedRequest]>?
    /// Whether the servers listen on loopback only.
    private let isLocal: Bool
    /// Nil if nothing is to go wrong.
    private let faults: Mutex<FaultPlan>?
    private let onFault: @Sendable (String) -> Void
    private let onRequest: (@Sendable (String) -> Void)?
    private let onNotice: @Sendable (String) -> Void

    let group: any EventLoopGroup

    init(_ store: Store, group: any EventLoopGroup) {
        let options = store.options
        self.store = Mutex(store)
        self.group = group
        latency = options.latency
        clock = options.clock ?? { Instant.machine.milliseconds }
        records = options.recordsRequests ? Mutex([]) : nil
        faults = options.faults.isEmpty ? nil : Mutex(options.faults)
        onFault = options.onFault
        onNotice = options.onNotice
        onRequest = options.onRequest
        isLocal = LocalAddress.isLoopback(options.host)
    }

    var hasFaults: Bool { faults != nil }

    var now: Instant { Instant(milliseconds: clock()) }

    var requests: [RecordedRequest] { records?.withLock { $0 } ?? [] }

    /// Reads or changes the store, after everything has happened that is due.
    func withStore<Result>(_ body: (inout Store, Instant) -> Result) -> Result where Result: Sendable {
        let now = now
        let (result, discarded, pulls, notices) = store.withLock { store in
            store.advance(to: now)
            let result = body(&store, now)
            defer {
                store.discarded = []
                store.pulls = []
                store.notices = []
            }
            return (result, store.discarded, store.pulls, store.newNotices())
        }
        notices.forEach(onNotice)
        if !discarded.isEmpty { files.remove(discarded) }
        for pull in pulls { PullHandler.start(pull, self, group) }
        return result
    }

    /// The answer of the API.
    func respond(to head: HTTPRequestHead, body: [UInt8]) -> ServerResponse {
        let response = handle(head, at: .api, body, refused: \.self) { api.respond(to: $0, &$1, now: $2) }
        onRequest?("\(head.method) \(head.uri) \(response.status.code)")
        return response
    }

    /// What the upload origin does with a request.
    func begin(_ head: HTTPRequestHead) -> UploadAction {
        handle(head, at: .upload, refused: UploadAction.answer) { request, store, _ in store.begin(request) }
    }

    /// What the download origin does with a request.
    func download(_ head: HTTPRequestHead) -> DownloadAction {
        handle(head, at: .download, refused: DownloadAction.answer) { request, store, _ in store.download(request) }
    }

    /// Records a request, takes it apart, and lets the store decide.
    private func handle<Result: Sendable>(
        _ head: HTTPRequestHead,
        at origin: RecordedRequest.Origin,
        _ body: [UInt8] = [],
        refused: (ServerResponse) -> Result,
        _ decide: (ServerRequest, inout Store, Instant) -> Result
    ) -> Result {
        records?.withLock { records in
            let headers = head.headers.map { ($0.name, $0.value) }
            let method = head.method.rawValue
            records.append(
                RecordedRequest(origin: origin, method: method, target: head.uri, headers: headers, body: body)
            )
        }
        do {
            if isLocal { try LocalAddress.check(head.headers) }
            let request = try ServerRequest(method: head.method, target: head.uri, headers: head.headers, body: body)
            return withStore { store, now in decide(request, &store, now) }
        } catch {
            return refused(error.response)
        }
    }

    /// What goes wrong with a request; nil if nothing does.
    func fault(_ origin: RecordedRequest.Origin, _ method: HTTPMethod) -> Fault? {
        guard let fault = faults?.withLock({ $0.fault(origin, method) }) else { return nil }
        onFault("\(origin) \(method.rawValue): \(fault)")
        return fault
    }

    /// Forgets the upload a request is about.
    func lose(_ head: HTTPRequestHead) {
        guard let request = try? ServerRequest(method: head.method, target: head.uri) else { return }
        withStore { store, _ in store.lose(request) }
    }
}
