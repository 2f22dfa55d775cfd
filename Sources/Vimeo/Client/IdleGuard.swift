import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Platform

/// Ends a request during which nothing has moved for too long, in either direction.
///
/// Bytes that were only handed to the kernel do not count: a server that stops reading would hold us for ever, and a slow
/// line would fail while megabytes in the kernel's buffers are still on their way. What the other side has acknowledged
/// counts, and what it sends once that is a whole head or a piece of a body. Interim answers (1xx) do not count.
///
/// It also ends a request whose answer has a status that no answer can have.
final class IdleGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = HTTPClientRequestPart

    private var watch: IdleWatch
    private var timer: RepeatedTask?
    /// Whether a request is under way on the connection.
    private var isBusy = false

    private static var now: Int64 { Int64(clamping: NIODeadline.now().uptimeNanoseconds) }

    init(limit: TimeAmount) { watch = IdleWatch(limit: limit.nanoseconds, now: Self.now) }

    /// How a pool of connections gets guards.
    static func initializer(limit: TimeAmount) -> @Sendable (any Channel) -> EventLoopFuture<Void> {
        { channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
                try pipeline.addHandler(IdleGuard(limit: limit), position: .after(decoder))
            }
        }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let step = TimeAmount.nanoseconds(max(5_000_000, watch.limit / 8))
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleRepeatedTask(initialDelay: step, delay: step) { _ in
            bound.value.0.look(bound.value.1)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head) where head.status.code < 100 || head.status == .switchingProtocols:
            // The client library stops the process at the first; nobody asks for the second.
            context.fireErrorCaught(HTTPParserError.invalidStatus)
            context.close(promise: nil)
            return
        case .head(let head) where head.status.code < 200: return
        case .end: isBusy = false
        default: break
        }
        watch.received(at: Self.now)
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        isBusy = true
        watch.wrote(at: Self.now)
        context.write(data, promise: promise)
    }

    private func look(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        Self.acknowledged(context.channel).whenComplete { result in
            bound.value.0.judge((try? result.get()) ?? nil, bound.value.1)
        }
    }

    /// How many bytes the other side has acknowledged; nil where the system does not tell.
    static func acknowledged(_ channel: any Channel) -> EventLoopFuture<UInt64?> {
        #if os(Linux)
        if let options = channel as? any SocketOptionProvider {
            // The first 128 bytes of the kernel's `struct tcp_info`, whose layout never changes; glibc's own ends before
            // `tcpi_bytes_acked`, which is the last 8 of them. It counts the SYN, too, so 0 means that it is not filled in.
            let info: EventLoopFuture<SIMD16<UInt64>> = options.unsafeGetSocketOption(
                level: .tcp,
                name: .init(rawValue: TCP_INFO)
            )
            return info.map { $0[15] == 0 ? nil : $0[15] }
        }
        #endif
        return channel.eventLoop.makeSucceededFuture(nil)
    }

    private func judge(_ acknowledged: UInt64?, _ context: ChannelHandlerContext) {
        watch.acknowledged(acknowledged, at: Self.now)
        guard timer != nil, isBusy, watch.isOver(at: Self.now) else { return }
        stop()
        context.fireErrorCaught(HTTPClientError.readTimeout)
        context.close(promise: nil)
    }

    private func stop() {
        timer?.cancel()
        timer = nil
    }
}

/// Whether a connection has been idle for too long; pure: it is told what happened, and when, in nanoseconds.
struct IdleWatch: Sendable {
    /// Nanoseconds without a move that are too many.
    let limit: Int64

    private var lastMove: Int64

    /// Bytes the other side has acknowledged; nil where the system does not tell.
    private var acknowledged: UInt64?

    /// Whether the other side spoke last, so that a write begins something new.
    private var isAnswered = true

    init(limit: Int64, now: Int64) {
        self.limit = limit
        lastMove = now
    }

    mutating func received(at now: Int64) {
        lastMove = now
        isAnswered = true
    }

    /// Bytes were handed to the kernel: no move yet, unless nothing was on its way, or nothing better is known.
    mutating func wrote(at now: Int64) {
        if isAnswered || acknowledged == nil { lastMove = now }
        isAnswered = false
    }

    mutating func acknowledged(_ bytes: UInt64?, at now: Int64) {
        if bytes != acknowledged { lastMove = now }
        acknowledged = bytes
    }

    func isOver(at now: Int64) -> Bool { now - lastMove >= limit }
}
