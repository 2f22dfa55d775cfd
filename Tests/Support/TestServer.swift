import NIOCore
import NIOPosix
package import NIOSSL
import Synchronization

/// A server on a free port of the loopback that answers as a script says and keeps every request.
package final class TestServer: Sendable {
    package typealias Script = @Sendable (RecordedRequest) -> Reply
    /// Asked as soon as a request's head is there; nil waits for the body.
    package typealias EarlyScript = @Sendable (RecordedRequest) -> Reply?

    private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)

    package let port: Int
    private let channel: any Channel
    private let log: RequestLog

    package static func run<Result: Sendable>(
        host: String = "127.0.0.1",
        port: Int = 0,
        tls: NIOSSLContext? = nil,
        greeting: Reply? = nil,
        early: @escaping EarlyScript = { _ in nil },
        script: @escaping Script,
        body: (TestServer) async throws -> Result
    ) async throws -> Result {
        let server = try await TestServer(
            host: host,
            port: port,
            tls: tls,
            greeting: greeting,
            early: early,
            script: script
        )
        do {
            let result = try await body(server)
            try await server.stop()
            return result
        } catch {
            try? await server.stop()
            throw error
        }
    }

    private init(
        host: String,
        port: Int,
        tls: NIOSSLContext?,
        greeting: Reply?,
        early: @escaping EarlyScript,
        script: @escaping Script
    ) async throws {
        let log = RequestLog()
        self.log = log
        channel = try await ServerBootstrap(group: Self.group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: port == 0 ? 0 : 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(
                        TestServerHandler(
                            log: log,
                            connection: log.connect(channel),
                            greeting: greeting,
                            early: early,
                            script: script
                        )
                    )
                }
            }
            .bind(host: host, port: port).get()
        self.port = channel.localAddress?.port ?? 0
    }

    private func stop() async throws {
        try await channel.close()
        for channel in log.channels { channel.close(promise: nil) }
    }

    package var root: String { "http://127.0.0.1:\(port)" }
    package var requests: [RecordedRequest] { log.requests }
    package var connections: Int { log.channels.count }

    /// Answers a request that has met with silence.
    package func answer(_ reply: Reply, on connection: Int) {
        log.channels[connection].writeAndFlush(ByteBuffer(bytes: reply.bytes), promise: nil)
    }

    /// Waits until that many requests are there.
    package func reached(_ count: Int) async { await log.reached(count) }
}
