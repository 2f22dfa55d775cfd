import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Ends a request during which nothing has moved for too long, in either direction.
///
/// Bytes that were only handed to the kernel do not count: a server that stops reading would hold us for ever, and a slow
/// line would fail while megabytes in the kernel's buffers are still on their way. What the other side has acknowledged
/// counts, and what it sends once that is a whole head or a piece of a body. Interim answers (1xx) do not count.
final class IdleGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = HTTPClientRequestPart

    private var watch: IdleWatch
    private var timer: RepeatedTask?
    /// Whether a request is under way on the connection.
    private var isBusy = false

    private static var now: Int64 { Int64(clamping: NIODeadline.now().uptimeNanoseconds) }

    init(limit: TimeAmount) {
        watch = IdleWatch(limit: limit.nanoseconds, now: Self.now)
    }

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

    func handlerRemoved(context: ChannelHandlerContext) {
        stop()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head) where (100..<200).contains(head.status.code) && head.status != .switchingProtocols: return
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
        TCPProgress.acknowledged(context.channel).whenComplete { result in
            bound.value.0.judge((try? result.get()) ?? nil, bound.value.1)
        }
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
