import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension Transport {
    /// Makes one request, once, and leaves the body of its answer to the caller, who has to leave the gate when done.
    func open(_ outgoing: Outgoing) async throws(Failure) -> (head: Incoming, body: HTTPClientResponse.Body) {
        let pool: HTTPClient
        do {
            pool = try self.pool(for: outgoing.address.origin, timeout: outgoing.timeout, isTransfer: true)
        } catch {
            throw Failure(error: error, isUnsent: true)
        }
        guard !Task.isCancelled, await gate.enter() else {
            throw Failure(error: TransportErrors.cancelled, isUnsent: true)
        }
        do {
            // The limit is on idleness, so the whole may take as long as it likes.
            let response = try await pool.execute(request(outgoing), timeout: .hours(24 * 365))
            var headers = Headers()
            for field in response.headers { headers.add(field.name, field.value) }
            return (Incoming(status: Int(response.status.code), headers: headers, body: []), response.body)
        } catch {
            gate.leave()
            throw TransportErrors.failure(error, for: outgoing, hasHead: false)
        }
    }
}
