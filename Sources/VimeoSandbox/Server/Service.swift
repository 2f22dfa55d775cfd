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
    /// Nil if nothing is to go wrong.
    private let faults: Mutex<FaultPlan>?
    private let onFault: @Sendable (String) -> Void

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
    }

    var hasFaults: Bool { faults != nil }

    var now: Instant {
        Instant(milliseconds: clock())
    }

    var requests: [RecordedRequest] {
        records?.withLock { $0 } ?? []
    }

    /// Reads or changes the store, after everything has happened that is due.
    func withStore<Result>(_ body: (inout Store, Instant) -> Result) -> Result where Result: Sendable {
        let now = now
        let (result, discarded, pulls) = store.withLock { store in
            store.advance(to: now)
            let result = body(&store, now)
            defer {
                store.discarded = []
                store.pulls = []
            }
            return (result, store.discarded, store.pulls)
        }
        if !discarded.isEmpty { files.remove(discarded) }
        for pull in pulls { PullHandler.start(pull, self, group) }
        return result
    }

    /// The answer of the API.
    func respond(to head: HTTPRequestHead, body: [UInt8]) -> ServerResponse {
        record(.api, head, body)
        do {
            let request = try ServerRequest(method: head.method, target: head.uri, headers: head.headers, body: body)
            return withStore { store, now in api.respond(to: request, &store, now: now) }
        } catch {
            return error.response
        }
    }

    /// What the upload origin does with a request.
    func begin(_ head: HTTPRequestHead) -> UploadAction {
        record(.upload, head, [])
        do {
            let request = try ServerRequest(method: head.method, target: head.uri, headers: head.headers)
            return withStore { store, _ in store.begin(request) }
        } catch {
            return .answer(error.response)
        }
    }

    /// What the download origin does with a request.
    func download(_ head: HTTPRequestHead) -> DownloadAction {
        record(.download, head, [])
        do {
            let request = try ServerRequest(method: head.method, target: head.uri, headers: head.headers)
            return withStore { store, _ in store.download(request) }
        } catch {
            return .answer(error.response)
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

    private func record(_ origin: RecordedRequest.Origin, _ head: HTTPRequestHead, _ body: [UInt8]) {
        records?.withLock {
            $0.append(
                RecordedRequest(
                    origin: origin,
                    method: head.method.rawValue,
                    target: head.uri,
                    headers: head.headers.map { ($0.name, $0.value) },
                    body: body
                )
            )
        }
    }
}
