import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

extension Transport {
    /// An answer as far as it has been read.
    struct Fetched<Rest: Sendable>: Sendable {
        var status: Int
        var headers: Headers
        var body: [UInt8]
        var rest: Rest
    }

    /// Makes one request, once, and reads the whole answer.
    func fetch(_ outgoing: Outgoing, largest: Int) async throws(VimeoError) -> Fetched<Void> {
        guard outgoing.file == nil else {
            let incoming = try await open(outgoing)
            let body = try await incoming.read(largest: largest)
            return Fetched(status: incoming.status, headers: incoming.headers, body: body, rest: ())
        }
        return try await tryingLoopbacks(outgoing) { () async throws(VimeoError) in
            try await collect(outgoing, largest: largest)
        }
    }

    private func collect(_ outgoing: Outgoing, largest: Int) async throws(VimeoError) -> Fetched<Void> {
        let (pool, proxy) = try await enter(outgoing)
        defer { gate.leave() }
        let collector = AnswerCollector(isHead: outgoing.method == .head, largest: largest)
        do {
            // The limit is on idleness, so the whole may take as long as it likes.
            let work = pool.execute(request: try Self.request(outgoing), delegate: collector)
            return try await withTaskCancellationHandler {
                try await work.get()
            } onCancel: {
                work.cancel()
            }
        } catch {
            if let answer = collector.bodiless { return answer }
            let hasHead = collector.hasHead
            throw TransportErrors.failure(error, for: outgoing, through: hasHead ? nil : proxy, hasHead: hasHead)
        }
    }

    private static func request(_ outgoing: Outgoing) throws -> HTTPClient.Request {
        var headers = HTTPHeaders()
        headers.reserveCapacity(outgoing.headers.fields.count + 2)
        for field in outgoing.headers.fields { headers.add(name: field.name, value: field.value) }
        return try HTTPClient.Request(
            url: outgoing.address.description,
            method: HTTPMethod(rawValue: outgoing.method.rawValue),
            headers: headers,
            body: outgoing.body.isEmpty ? nil : .byteBuffer(ByteBuffer(bytes: outgoing.body))
        )
    }
}

/// Puts an answer together as its pieces come, on the event loop.
private final class AnswerCollector: HTTPClientResponseDelegate {
    private struct State {
        var answer = Transport.Fetched(status: 0, headers: Headers(), body: [], rest: ())
        var hasHead = false
        var hasBody = true
    }

    private let isHead: Bool
    private let largest: Int
    private let state = Mutex(State())

    init(isHead: Bool, largest: Int) {
        self.isHead = isHead
        self.largest = largest
    }

    var hasHead: Bool { state.withLock { $0.hasHead } }

    /// The answer, if it has come and has no body: whatever follows does not matter.
    var bodiless: Transport.Fetched<Void>? { state.withLock { $0.hasHead && !$0.hasBody ? $0.answer : nil } }

    func didReceiveHead(
        task: HTTPClient.Task<Transport.Fetched<Void>>,
        _ head: HTTPResponseHead
    ) -> EventLoopFuture<Void> {
        state.withLock { state in
            state.hasHead = true
            state.answer.status = Int(head.status.code)
            for field in head.headers { state.answer.headers.add(field.name, field.value) }
            state.hasBody = Transport.hasBody(status: state.answer.status, isHead: isHead)
            if state.hasBody {
                state.answer.body.reserveCapacity(Transport.expectedSize(state.answer.headers, limit: largest))
            }
        }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(
        task: HTTPClient.Task<Transport.Fetched<Void>>,
        _ piece: ByteBuffer
    ) -> EventLoopFuture<Void> {
        let fits = state.withLock { state in
            guard state.hasBody else { return true }
            guard piece.readableBytes <= largest - state.answer.body.count else { return false }
            piece.withUnsafeReadableBytes { state.answer.body.append(contentsOf: $0) }
            return true
        }
        return fits
            ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(VimeoError.tooLarge(largest))
    }

    func didFinishRequest(task: HTTPClient.Task<Transport.Fetched<Void>>) -> Transport.Fetched<Void> {
        state.withLock { state in
            defer { state.answer.body = [] }
            return state.answer
        }
    }
}
