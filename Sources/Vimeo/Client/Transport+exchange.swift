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
        var isSecretLink: Bool
    }

    /// An answer as it came from the wire, its body decompressed.
    struct Incoming: Sendable {
        var status: Int
        var headers: Headers
        var body: [UInt8]
    }

    /// Why there is no answer.
    struct Failure: Error {
        var error: VimeoError
        /// Whether the request provably never reached the server.
        var isUnsent: Bool
    }

    /// Makes one request, once.
    func exchange(_ outgoing: Outgoing, largestBody: Int) async throws(Failure) -> Incoming {
        let pool: HTTPClient
        do {
            pool = try self.pool(
                for: outgoing.address.origin,
                timeout: outgoing.timeout,
                isTransfer: outgoing.isSecretLink
            )
        } catch {
            throw Failure(error: error, isUnsent: true)
        }
        guard !Task.isCancelled, await gate.enter() else {
            throw Failure(error: TransportErrors.cancelled, isUnsent: true)
        }
        defer { gate.leave() }
        var hasHead = false
        do {
            // The limit is on idleness, so the whole may take as long as it likes.
            let response = try await pool.execute(request(outgoing), timeout: .hours(24 * 365))
            hasHead = true
            var headers = Headers()
            for field in response.headers { headers.add(field.name, field.value) }
            let status = Int(response.status.code)
            // These never have a body; one that claims a compressed one would only confuse the decompressor.
            if outgoing.method == .head || status == 204 || status == 304 {
                return Incoming(status: status, headers: headers, body: [])
            }
            let body = try await Self.body(of: response, expected: headers["Content-Length"], largest: largestBody)
            return Incoming(status: status, headers: headers, body: body)
        } catch {
            throw TransportErrors.failure(error, for: outgoing, hasHead: hasHead)
        }
    }

    func request(_ outgoing: Outgoing) -> HTTPClientRequest {
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

    private static func body(
        of response: HTTPClientResponse,
        expected: String?,
        largest: Int
    ) async throws -> [UInt8] {
        var body: [UInt8] = []
        // A hint only, and the server's word: it may lie.
        body.reserveCapacity(min(expected.flatMap { Int($0) } ?? 0, largest, 16 * 1024 * 1024))
        for try await piece in response.body {
            guard body.count + piece.readableBytes <= largest else { throw TransportErrors.TooLarge(limit: largest) }
            piece.withUnsafeReadableBytes { body.append(contentsOf: $0) }
        }
        return body
    }
}
