import NIOCore
import NIOHTTP1
import NIOPosix
import Platform

/// Fetches a file for a pull: one request, whose body goes into a file.
final class PullHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let pull: Pull
    private let service: Service
    private let id: String
    private var file: File?
    private var size: Int64 = 0
    private var isOver = false

    private init(_ pull: Pull, _ service: Service, _ id: String) {
        self.pull = pull
        self.service = service
        self.id = id
    }

    /// Begins to fetch; the store hears of the end.
    static func start(_ pull: Pull, _ service: Service) {
        guard let id = try? service.change({ store, _ in store.beginPull(pull) }) else { return }
        ClientBootstrap(group: service.fileLoop)
            .connectTimeout(.seconds(10))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(IdleStateHandler(readTimeout: .seconds(30)))
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(PullHandler(pull, service, id))
                }
            }
            .connect(host: pull.address, port: pull.port)
            .whenFailure { _ in
                end(pull, id, size: nil, service)
            }
    }

    private static func end(_ pull: Pull, _ id: String, size: Int64?, _ service: Service) {
        // What a full disk does not keep is fetched again with the next start.
        _ = try? service.change { store, now in store.endPull(pull, id, size: size, now: now) }
    }

    func channelActive(context: ChannelHandlerContext) {
        var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: pull.target)
        head.headers = ["Host": "\(pull.host):\(pull.port)", "Connection": "close", "User-Agent": "vimeo-sandbox"]
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            if head.status == .ok { file = service.files.open(id, .writeOnly, [.create, .truncate]) }
            if file == nil { end(nil, context) }
        case .body(let bytes):
            let isWritten = bytes.withUnsafeReadableBytes { (try? file?.write($0, at: size)) != nil }
            size += Int64(bytes.readableBytes)
            if !isWritten || size > UploadPlan.maximumSize { end(nil, context) }
        case .end: end(size, context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { end(nil, context) }
    }

    func channelInactive(context: ChannelHandlerContext) { end(nil, context) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { end(nil, context) }

    private func end(_ size: Int64?, _ context: ChannelHandlerContext) {
        guard !isOver else { return }
        isOver = true
        file = nil
        Self.end(pull, id, size: size, service)
        context.close(promise: nil)
    }
}

/// A file that is to be fetched from this machine, for a version.
struct Pull: Sendable, Equatable {
    let host: String
    let port: Int
    /// Path and query.
    let target: String
    /// Where it is: a resolver is never asked, as it may say that `localhost` is another machine.
    var address: String { host == "localhost" ? "127.0.0.1" : host }
    let version: String
    let video: String

    /// Reads a link; nil if it leads off this machine, or is not plain HTTP.
    init?(link: String, version: String, video: String) {
        guard link.lowercased().hasPrefix("http://") else { return nil }
        let rest = link.dropFirst("http://".count).prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let halves = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count <= 2, let host = halves.first?.lowercased() else { return nil }
        guard LoopbackAddress.isIPv4(host) || host == "localhost" else { return nil }
        guard let port = halves.count == 2 ? UInt16(halves[1]) : 80, port > 0 else { return nil }
        let target = rest[authority.endIndex...]
        guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        self.host = host
        self.port = Int(port)
        self.target = target.hasPrefix("/") ? String(target) : "/\(target)"
        self.version = version
        self.video = video
    }
}
