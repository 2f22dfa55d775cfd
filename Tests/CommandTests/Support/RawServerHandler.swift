import NIOCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads one request, as far as it must to answer when it is complete.
final class RawServerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let reply: RawServer.Reply
    private let log: RawServer.Log
    private var head: [UInt8] = []
    /// Bytes of the body to come; nil before the head is complete.
    private var missing: Int?

    init(_ reply: RawServer.Reply, _ log: RawServer.Log) {
        self.reply = reply
        self.log = log
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .greeting = reply { return answer(context) }
        let buffer = unwrapInboundIn(data)
        var count = buffer.readableBytes
        if missing == nil {
            head += buffer.readableBytesView
            guard let end = head.firstRange(of: Array("\r\n\r\n".utf8)) else { return }
            count = head.count - end.upperBound
            let text = String(decoding: head[..<end.lowerBound], as: UTF8.self)
            missing = Self.contentLength(text)
            log.add(text)
        }
        log.state.withLock { $0.bodyBytes += count }
        missing = missing.map { $0 - count }
        if missing == 0 { answer(context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(_ context: ChannelHandlerContext) {
        switch reply {
        case .silence: return
        case .bytes(let text), .greeting(let text):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: text.bytes)), promise: nil)
            context.close(promise: nil)
        case .reset(let text):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: text.bytes)), promise: nil)
            // Closing without lingering is what resets.
            (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                .assumeIsolated()
                .whenComplete { _ in context.close(promise: nil) }
        }
    }

    private static func contentLength(_ head: String) -> Int {
        for line in head.split(separator: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, parts[0].lowercased() == "content-length" {
                return Int(parts[1].drop { $0 == " " }) ?? 0
            }
        }
        return 0
    }
}
