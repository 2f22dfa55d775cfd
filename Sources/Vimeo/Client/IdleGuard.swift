import AsyncHTTPClient
import NIOCore

/// Ends a connection on which nothing has moved for too long, in either direction.
///
/// Made for transfers. A clock that only knows what was handed to the kernel would let a server that stops reading hold us
/// for ever, and give up on a slow line while megabytes in the kernel's buffers are still on their way: here, what the
/// other side has acknowledged counts as moved.
final class IdleGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private let limit: TimeAmount
    private var lastMove = NIODeadline.now()
    /// Bytes the other side has acknowledged; nil where the system does not tell.
    private var acknowledged: UInt64?
    /// Whether the other side spoke last, so that a write begins something new.
    private var isAnswered = true
    private var timer: RepeatedTask?

    init(limit: TimeAmount) {
        self.limit = limit
    }

    /// How a pool of connections gets guards.
    static func initializer(limit: TimeAmount) -> @Sendable (any Channel) -> EventLoopFuture<Void> {
        { channel in
            channel.eventLoop.makeCompletedFuture {
                // Nearest to the socket: the first to hear, the last to write.
                try channel.pipeline.syncOperations.addHandler(IdleGuard(limit: limit), position: .first)
            }
        }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        lastMove = .now()
        let step = TimeAmount.nanoseconds(max(5_000_000, limit.nanoseconds / 8))
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleRepeatedTask(initialDelay: step, delay: step) { _ in
            bound.value.0.look(bound.value.1)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastMove = .now()
        isAnswered = true
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if isAnswered || acknowledged == nil { lastMove = .now() }
        isAnswered = false
        context.write(data, promise: promise)
    }

    private func look(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        TCPProgress.acknowledged(context.channel).whenComplete { result in
            let (guardian, context) = bound.value
            let now = (try? result.get()) ?? nil
            if now != guardian.acknowledged { guardian.lastMove = .now() }
            guardian.acknowledged = now
            guardian.judge(context)
        }
    }

    private func judge(_ context: ChannelHandlerContext) {
        guard timer != nil, NIODeadline.now() - lastMove >= limit else { return }
        timer?.cancel()
        timer = nil
        context.fireErrorCaught(HTTPClientError.readTimeout)
        context.close(promise: nil)
    }
}
