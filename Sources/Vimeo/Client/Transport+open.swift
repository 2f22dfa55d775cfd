import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension Transport {
    /// A request as it goes to the wire.
    struct Outgoing: Sendable {
        var method: Request.Method
        var address: Address
        var headers: Headers
        var body: [UInt8]
        var file: FileSlice?
        var timeout: Double
        let shown: ShownURL

        /// The address as people may see it.
        var safeURL: String { shown.text }
    }

    /// An answer whose body, decompressed, is still to be read; its place is free once it is released.
    final class Incoming: Sendable {
        let status: Int
        let headers: Headers
        /// The body, piece by piece; it can be read once.
        let body: HTTPClientResponse.Body
        private let outgoing: Outgoing
        private let gate: Gate

        fileprivate init(_ response: HTTPClientResponse, to outgoing: Outgoing, gate: Gate) {
            status = Int(response.status.code)
            var headers = Headers()
            for field in response.headers { headers.add(field.name, field.value) }
            self.headers = headers
            body = response.body
            self.outgoing = outgoing
            self.gate = gate
        }

        deinit {
            gate.leave()
        }

        /// The whole body.
        func read(largest: Int) async throws(VimeoError) -> [UInt8] {
            do {
                let bytes = try await read(upTo: largest)
                guard bytes.count <= largest else { throw VimeoError.tooLarge(largest) }
                return bytes
            } catch {
                throw failure(error)
            }
        }

        /// The start of the body, as far as an error message needs it.
        func readWords() async -> [UInt8] {
            // Without a body the status says enough.
            (try? await read(upTo: 16 * 1024)) ?? []
        }

        /// What a failure of the body means.
        func failure(_ error: any Error) -> VimeoError {
            TransportErrors.failure(error, for: outgoing, hasHead: true)
        }

        /// Reads until there are more bytes than that, or no more.
        private func read(upTo limit: Int) async throws -> [UInt8] {
            guard Transport.hasBody(status: status, isHead: outgoing.method == .head) else { return [] }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(Transport.expectedSize(headers, limit: limit))
            for try await piece in body {
                piece.withUnsafeReadableBytes { bytes.append(contentsOf: $0) }
                if bytes.count > limit { break }
            }
            return bytes
        }
    }

    /// The connections for a request, once it has a place among those under way; then `gate.leave()` must be called.
    func enter(_ outgoing: Outgoing) async throws(VimeoError) -> (pool: HTTPClient, proxy: Proxy?) {
        let proxy: Proxy?
        let pool: HTTPClient
        do {
            proxy = try ProxyRules(environment).proxy(for: outgoing.address.origin)
            pool = try await self.pool(for: outgoing, through: proxy)
        } catch {
            throw error.unsent
        }
        guard !Task.isCancelled, await gate.enter() else {
            throw TransportErrors.cancelled.unsent
        }
        return (pool, proxy)
    }

    /// Whether an answer has a body; one without that claims a compressed one would only confuse the decompressor.
    static func hasBody(status: Int, isHead: Bool) -> Bool { !isHead && status != 204 && status != 304 }

    /// The bytes to make room for: a hint only, for it is the server's word, which may be a lie.
    static func expectedSize(_ headers: Headers, limit: Int) -> Int {
        let expected = headers["Content-Length"].flatMap { Int($0) } ?? 0
        return max(0, min(expected, limit, 16 * 1024 * 1024))
    }

    /// Makes one request, once.
    func open(_ outgoing: Outgoing) async throws(VimeoError) -> Incoming {
        try await tryingLoopbacks(outgoing) { () async throws(VimeoError) in try await begin(outgoing) }
    }

    private func begin(_ outgoing: Outgoing) async throws(VimeoError) -> Incoming {
        let (pool, proxy) = try await enter(outgoing)
        do {
            // The limit is on idleness, so the whole may take as long as it likes.
            let response = try await pool.execute(Self.request(outgoing), timeout: .hours(24 * 365))
            return Incoming(response, to: outgoing, gate: gate)
        } catch {
            gate.leave()
            throw TransportErrors.failure(error, for: outgoing, through: proxy, hasHead: false)
        }
    }

    private static func request(_ outgoing: Outgoing) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: outgoing.address.description)
        request.method = HTTPMethod(rawValue: outgoing.method.rawValue)
        for field in outgoing.headers.fields { request.headers.add(name: field.name, value: field.value) }
        if let file = outgoing.file {
            request.body = .stream(FilePieces(file), length: .known(file.length))
        } else if !outgoing.body.isEmpty {
            request.body = .bytes(ByteBuffer(bytes: outgoing.body))
        }
        return request
    }
}
