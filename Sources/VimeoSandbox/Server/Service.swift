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

    init(_ store: consuming Store, options: SandboxOptions) {
        self.store = Mutex(store)
        latency = options.latency
        clock = options.clock ?? { Instant.machine.milliseconds }
        records = options.recordsRequests ? Mutex([]) : nil
    }

    var now: Instant {
        Instant(milliseconds: clock())
    }

    var requests: [RecordedRequest] {
        records?.withLock { $0 } ?? []
    }

    /// Reads or changes the store, after everything has happened that is due.
    func withStore<Result>(_ body: (inout Store, Instant) -> Result) -> Result where Result: Sendable {
        let now = now
        let (result, discarded) = store.withLock { store in
            store.advance(to: now)
            let result = body(&store, now)
            defer { store.discarded = [] }
            return (result, store.discarded)
        }
        if !discarded.isEmpty { files.remove(discarded) }
        return result
    }

    /// The answer of the API.
    func respond(to head: HTTPRequestHead, body: [UInt8]) -> Response {
        record(.api, head, body)
        do {
            let request = try Request(method: head.method, target: head.uri, headers: head.headers, body: body)
            return withStore { store, now in api.respond(to: request, &store, now: now) }
        } catch {
            return error.response
        }
    }

    /// What the upload origin does with a request.
    func begin(_ head: HTTPRequestHead) -> UploadAction {
        record(.upload, head, [])
        do {
            let request = try Request(method: head.method, target: head.uri, headers: head.headers)
            return withStore { store, _ in store.begin(request) }
        } catch {
            return .answer(error.response)
        }
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
