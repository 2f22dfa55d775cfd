internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Platform
internal import Terminal
internal import Vimeo

/// Listens on loopback for the browser that comes back from the authorize page, once.
final class RedirectServer: Sendable {
    let port: Int
    /// What has to be registered for the app.
    var address: String { "http://127.0.0.1:\(port)\(RedirectAnswer.path)" }

    private let group: MultiThreadedEventLoopGroup
    private let answer: EventLoopPromise<String>

    private init(_ group: MultiThreadedEventLoopGroup, _ answer: EventLoopPromise<String>, port: Int) {
        (self.group, self.answer, self.port) = (group, answer, port)
    }

    /// - Throws: if the port is in use.
    static func start(port: Int, state: String) async throws(VimeoError) -> RedirectServer {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let answer = group.next().makePromise(of: String.self)
        do {
            let channel = try await ServerBootstrap(group: group)
                .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                        try channel.pipeline.syncOperations.addHandler(RedirectHandler(state, answer))
                    }
                }
                .bind(host: "127.0.0.1", port: port)
                .get()
            return RedirectServer(group, answer, port: channel.localAddress?.port ?? port)
        } catch {
            answer.fail(error)
            try? await group.shutdownGracefully()
            throw VimeoError(
                .network,
                "cannot listen on port \(port) of this machine: "
                    + ((error as? IOError).map { Errno(rawValue: $0.errnoCode).description } ?? "\(error)"),
                hint: "end the program that uses it, or give another one that is registered for the app with --port"
            )
        }
    }

    /// The code that the browser brings.
    ///
    /// - Throws: `auth` if the user refuses, or nobody comes in time.
    func code(within seconds: Int64) async throws(VimeoError) -> String {
        let late = group.next().scheduleTask(in: .seconds(seconds)) { [answer] in
            answer.fail(
                VimeoError(
                    .auth,
                    "the sign-in in the browser timed out",
                    hint: "run vimeo-lua login --web again"
                )
            )
        }
        defer { late.cancel() }
        do {
            return try await answer.futureResult.get()
        } catch {
            throw error as? VimeoError ?? VimeoError(.network, "the sign-in ended: \(error)")
        }
    }

    /// Ends it, after the browser has its page.
    func stop() async {
        answer.fail(CancellationError())
        try? await group.shutdownGracefully()
    }
}

/// Answers the browser.
private final class RedirectHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let state: String
    private let answer: EventLoopPromise<String>
    private var target = ""

    init(_ state: String, _ answer: EventLoopPromise<String>) { (self.state, self.answer) = (state, answer) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head): target = head.method == .GET ? head.uri : ""
        case .body: break
        case .end: reply(context)
        }
    }

    private func reply(_ context: ChannelHandlerContext) {
        let result = RedirectAnswer(target: target, state: state)
        let (status, text) =
            switch result {
            case .code: (HTTPResponseStatus.ok, "Vimeo has answered. Close this page and return to the terminal.")
            case .refused: (.ok, "vimeo-lua is not signed in. You can close this page.")
            case .other: (.notFound, "This page does not belong to a sign-in that is under way.")
            }
        let page = ByteBuffer(
            string: "<!doctype html><meta charset=\"utf-8\"><title>vimeo-lua</title><p>\(text)</p>\n"
        )
        let headers: HTTPHeaders = [
            "Content-Type": "text/html; charset=utf-8", "Content-Length": "\(page.readableBytes)",
            "Connection": "close", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
        ]
        context.write(
            Self.wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: headers))),
            promise: nil
        )
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(page))), promise: nil)
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: written)
        // Only then may the program continue and end the connection.
        let (answer, channel) = (answer, context.channel)
        written.futureResult.whenComplete { _ in
            channel.close(promise: nil)
            switch result {
            case .code(let code): answer.succeed(code)
            case .refused(let reason):
                answer.fail(
                    VimeoError(
                        .auth,
                        "Vimeo did not sign you in: \(TerminalText.escaped(reason))",
                        hint: "allow the access in the browser, or check the app at https://developer.vimeo.com/apps"
                    )
                )
            case .other: break
            }
        }
    }
}
