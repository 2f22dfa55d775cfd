import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads requests, byte for byte, and does what the script says.
final class TestServerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let log: RequestLog
    private let connection: Int
    private let greeting: Reply?
    private let early: TestServer.EarlyScript
    private let script: TestServer.Script
    private var buffer = ByteBuffer()
    private var request: RecordedRequest?

    init(
        log: RequestLog,
        connection: Int,
        greeting: Reply?,
        early: @escaping TestServer.EarlyScript,
        script: @escaping TestServer.Script
    ) {
        self.log = log
        self.connection = connection
        self.greeting = greeting
        self.early = early
        self.script = script
    }

    func channelActive(context: ChannelHandlerContext) {
        if let greeting { answer(greeting, context) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        buffer.writeImmutableBuffer(Self.unwrapInboundIn(data))
        while step(context) {}
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func step(_ context: ChannelHandlerContext) -> Bool {
        guard let request else { return readHead(context) }
        let length = Int(request["Content-Length"] ?? "0") ?? 0
        guard let body = buffer.readBytes(length: length) else { return false }
        buffer.discardReadBytes()
        var complete = request
        complete.body = body
        self.request = nil
        log.add(complete)
        answer(script(complete), context)
        return true
    }

    private func readHead(_ context: ChannelHandlerContext) -> Bool {
        let view = buffer.readableBytesView.prefix(64 * 1024)
        guard let end = view.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
        let head = buffer.readString(length: end.upperBound - view.startIndex) ?? ""
        let request = RecordedRequest(head: head, connection: connection)
        guard let reply = early(request) else {
            self.request = request
            return true
        }
        log.add(request)
        answer(reply, context)
        return false
    }

    private func answer(_ reply: Reply, _ context: ChannelHandlerContext) {
        if reply.end == .stall { try? context.channel.syncOptions?.setOption(.autoRead, value: false) }
        guard reply.end != .reset else {
            let linger = linger(l_onoff: 1, l_linger: 0)
            if !reply.bytes.isEmpty {
                context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(bytes: reply.bytes)), promise: nil)
            }
            let close = context.loopBound
            (context.channel as? any SocketOptionProvider)?.setSoLinger(linger).whenComplete { _ in
                close.value.close(promise: nil)
            }
            return
        }
        let written = context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(bytes: reply.bytes)))
        // Closing earlier would drop what the client has not read yet.
        let closing = context.loopBound
        if reply.end == .close { written.whenComplete { _ in closing.value.close(promise: nil) } }
    }
}
