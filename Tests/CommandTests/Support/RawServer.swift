import NIOCore
import NIOPosix
import Synchronization

/// A server on loopback that answers every request with the same bytes, whether they make sense or not.
final class RawServer: Sendable {
    enum Reply: Sendable {
        /// These bytes; then the connection is closed.
        case bytes(Text)
        /// These bytes; then the connection is reset.
        case reset(after: Text)
        /// These bytes as soon as anything comes; then the connection is closed.
        case greeting(Text)
        /// Nothing, ever.
        case silence

        /// A whole answer.
        static func answer(_ status: String, type: String, headers: [String] = [], _ body: Text) -> Reply {
            // Without the promise to close, the next request may run into the closing.
            let own = ["Content-Type: \(type)", "Content-Length: \(body.bytes.count)", "Connection: close"]
            let head = ["HTTP/1.1 \(status)"] + own + headers
            return .bytes(Text(Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body.bytes))
        }
    }

    /// What came in.
    final class Log: Sendable {
        struct State {
            var heads: [String] = []
            /// Of all requests together.
            var bodyBytes = 0
            var waiting: CheckedContinuation<Void, Never>?
        }

        let state = Mutex(State())

        func add(_ head: String) {
            state.withLock { state in
                state.heads.append(head)
                state.waiting?.resume()
                state.waiting = nil
            }
        }
    }

    /// The address, `http://127.0.0.1:PORT`.
    let root: String
    private let log: Log
    private let channel: any Channel

    /// Runs a server while `body` does.
    static func with<Value>(_ reply: Reply, _ body: (RawServer) async throws -> Value) async throws -> Value {
        let server = try await RawServer(reply)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(server))
        } catch {
            result = .failure(error)
        }
        try? await server.channel.close()
        return try result.get()
    }

    private init(_ reply: Reply) async throws {
        let log = Log()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(RawServerHandler(reply, log))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        root = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
        self.log = log
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    /// The request lines and headers of the requests so far.
    var heads: [String] { log.state.withLock { $0.heads } }

    var bodyBytes: Int { log.state.withLock { $0.bodyBytes } }

    /// Waits for the head of the first request; for one caller.
    func waitForRequest() async {
        await withCheckedContinuation { continuation in
            log.state.withLock { state in
                if state.heads.isEmpty {
                    state.waiting = continuation
                } else {
                    continuation.resume()
                }
            }
        }
    }
}
