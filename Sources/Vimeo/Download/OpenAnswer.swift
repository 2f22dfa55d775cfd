import AsyncHTTPClient
import NIOCore

/// An answer whose body is read piece by piece.
///
/// Its place among the requests under way is free again once nobody holds it.
final class OpenAnswer {
    /// The head; no body.
    let response: Response
    let body: HTTPClientResponse.Body
    private let outgoing: Transport.Outgoing
    private let gate: Gate

    init(_ response: Response, _ body: HTTPClientResponse.Body, to outgoing: Transport.Outgoing, gate: Gate) {
        self.response = response
        self.body = body
        self.outgoing = outgoing
        self.gate = gate
    }

    deinit {
        gate.leave()
    }

    /// What a failure of the body means.
    func failure(_ error: any Error) -> VimeoError {
        TransportErrors.failure(error, for: outgoing, hasHead: true).error
    }

    /// The answer with the start of its body, as far as an error message needs it.
    func withWords() async -> Response {
        var response = response
        do {
            for try await piece in body {
                response.body += piece.readableBytesView
                if response.body.count >= 16 * 1024 { break }
            }
        } catch {
            // The status says enough.
        }
        return response
    }
}
