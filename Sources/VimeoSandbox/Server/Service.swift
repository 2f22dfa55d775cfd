import NIOCore
import NIOHTTP1
import Synchronization

/// What the connections of both origins share: the store, the files, the clock.
final class Service: Sendable {
    let files: UploadFolder
    private let keptJournal: String?
    let latency: Duration
    private let api = API()
    private let kept: Mutex<Kept>
    private let clock: @Sendable () -> Int64
    private let records: Mutex<[RecordedRequest]>?
    /// Whether the servers listen on loopback only.
    let isLocal: Bool
    /// Whether they listen on every address.
    private let isEverywhere: Bool
    let faults: Mutex<(plan: FaultPlan, text: String)>
    /// The last requests to the API, the newest last.
    let lastRequests = Mutex<[AnsweredRequest]>([])
    private let onFault: @Sendable (String) -> Void
    private let onRequest: (@Sendable (String) -> Void)?
    private let onNotice: @Sendable (String) -> Void

    let group: any EventLoopGroup
    /// Where bytes are sent and fetched: on one thread, so that a connection whose upload continues over another one does
    /// not write between that one's steps.
    let fileLoop: any EventLoop
    let listeners = Mutex<[any Channel]>([])

    /// The store, and where it is kept.
    private struct Kept: Sendable {
        var store: Store
        var folder: DataFolder?
    }

    init(_ store: Store, in folder: DataFolder? = nil, group: any EventLoopGroup) {
        let options = store.options
        kept = Mutex(Kept(store: store, folder: folder))
        files = UploadFolder(kept: folder?.uploads)
        keptJournal = folder?.journal
        self.group = group
        fileLoop = group.next()
        latency = options.latency
        clock = options.clock ?? { Instant.machine.milliseconds }
        records = options.recordsRequests ? Mutex([]) : nil
        faults = Mutex((options.faults, options.faults.text))
        onFault = options.onFault
        onNotice = options.onNotice
        onRequest = options.onRequest
        isLocal = LocalAddress.isLoopback(options.host)
        isEverywhere = ["0.0.0.0", "::"].contains(options.host)
    }

    /// The folder for the journal of a client; nil if it cannot be created.
    var journal: String? { keptJournal ?? files.file("journal") }

    func setFaults(_ plan: FaultPlan) { faults.withLock { $0 = (plan, plan.text) } }

    var now: Instant { Instant(milliseconds: clock()) }

    var requests: [RecordedRequest] { records?.withLock { $0 } ?? [] }

    /// Reads the store, after everything has happened that is due.
    func read<Result: Sendable>(_ body: (Store) -> Result) -> Result {
        let now = now
        return kept.withLock { kept in
            kept.store.advance(to: now)
            return body(kept.store)
        }
    }

    /// Reads or changes the store, after everything has happened that is due.
    ///
    /// - Throws: `notKept` if the folder that keeps the store does not take the changes; then none was made.
    @discardableResult
    func change<Result: Sendable>(_ body: (inout Store, Instant) -> Result) throws(APIError) -> Result {
        let now = now
        let outcome = kept.withLock { kept -> (result: Result, done: Aftermath)? in
            kept.store.advance(to: now)
            let result = body(&kept.store, now)
            let done = Aftermath(
                discarded: kept.store.discarded,
                pulls: kept.store.pulls,
                notices: kept.store.newNotices()
            )
            kept.store.discarded = []
            kept.store.pulls = []
            kept.store.notices = []
            return kept.folder?.keep(&kept.store, now: now) ?? true ? (result, done) : nil
        }
        guard let (result, done) = outcome else { throw .notKept }
        done.notices.forEach(onNotice)
        if !done.discarded.isEmpty { files.remove(done.discarded) }
        for pull in done.pulls { PullHandler.start(pull, self) }
        return result
    }

    /// What a change leaves to do.
    private struct Aftermath: Sendable {
        let discarded: [String]
        let pulls: [Pull]
        let notices: [String]
    }

    /// Ends all connections, and lets go of the files.
    func shutdown() async {
        // First those that accept connections, which they hand to other loops.
        let open = listeners.withLock { listeners in
            // A loop that has ended does not answer.
            defer { listeners = [] }
            return listeners
        }
        for listener in open { try? await listener.close() }
        // Throws only if it was shut down before.
        try? await group.shutdownGracefully()
        files.remove()
        kept.withLock { $0.folder?.close() }
    }

    /// The answer of the API.
    func respond(to head: HTTPRequestHead, body: [UInt8]) -> ServerResponse {
        let response = handle(head, at: .api, body, refused: \.self) { request, store, now in
            own(request, store) ?? api.respond(to: request, &store, now: now)
        }
        let request = AnsweredRequest(method: head.method, uri: head.uri, status: response.status)
        onRequest?(request.line)
        lastRequests.withLock { requests in
            requests.append(request)
            if requests.count > 2 * Self.shownRequests { requests.removeFirst(Self.shownRequests) }
        }
        return response
    }

    static let shownRequests = 30

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
            let host = isEverywhere ? LocalAddress.host(head.headers) : nil
            return try change { store, now in
                if let host { store.setHost(host) }
                return decide(request, &store, now)
            }
        } catch {
            return refused(error.response)
        }
    }

    /// What goes wrong with a request; nil if nothing does.
    func fault(_ origin: RecordedRequest.Origin, _ head: HTTPRequestHead) -> Fault? {
        // Nothing may keep anybody from ending the faults.
        guard origin != .api || !head.uri.hasPrefix("/sandbox/") else { return nil }
        let method = head.method
        guard let fault = faults.withLock({ $0.plan.isEmpty ? nil : $0.plan.fault(origin, method) }) else {
            return nil
        }
        onFault("\(origin) \(method.rawValue): \(fault)")
        return fault
    }

    /// Forgets the upload a request is about.
    func lose(_ head: HTTPRequestHead) {
        guard let request = try? ServerRequest(method: head.method, target: head.uri) else { return }
        // A disk that is full keeps the upload, as any fault may not strike.
        _ = try? change { store, _ in store.lose(request) }
    }
}

/// A request to the API and what it was answered with.
struct AnsweredRequest: Sendable {
    let method: HTTPMethod
    let uri: String
    let status: HTTPResponseStatus

    var line: String { "\(method.rawValue) \(uri) \(status.code)" }
}
