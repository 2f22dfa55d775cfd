import AsyncHTTPClient
import NIOCore

/// Ends a connection on which nothing has moved for too long, in either direction.
///
/// Made for transfers. A clock that only knows what was handed to the kernel would let a server that stops reading hold us
/// for ever, and give up on a slow line while megabytes in the kernel's buffers are still on their way: here, what the
/// other side has acknowledged counts as moved.
final class IdleGuard: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private var watch: IdleWatch
    private var timer: RepeatedTask?

    private static var now: Int64 { Int64(clamping: NIODeadline.now().uptimeNanoseconds) }

    init(limit: TimeAmount) {
        watch = IdleWatch(limit: limit.nanoseconds, now: Self.now)
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
        watch.received(at: Self.now)
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
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
        guard timer != nil, watch.isOver(at: Self.now) else { return }
        stop()
        context.fireErrorCaught(HTTPClientError.readTimeout)
        context.close(promise: nil)
    }

    private func stop() {
        timer?.cancel()
        timer = nil
    }
}
