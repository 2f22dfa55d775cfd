import NIOCore
import NIOHTTP1
import Platform

/// Stands before the handler of an origin and does with its requests and answers what the plan says.
final class FaultHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let service: Service
    private let origin: RecordedRequest.Origin
    private var request: HTTPRequestHead?
    private var fault: Fault?
    /// The bytes of the body that still get through: the request's at the upload origin, elsewhere the answer's.
    private var room = Int64.max
    /// Whether the rest of the request and of its answer are discarded.
    private var isOver = false
    private var isRequestEnded = false
    private var delay = AnswerDelay()
    /// Promises of parts that are never sent: they must not succeed, and fail with the connection.
    private var dropped: [EventLoopPromise<Void>] = []

    init(_ service: Service, _ origin: RecordedRequest.Origin) {
        self.service = service
        self.origin = origin
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(let bytes): receive(bytes, context)
        case .end: end(context)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = unwrapOutboundIn(data)
        if isOver { return drop(promise) }
        switch part {
        case .head(let head) where head.status == .continue: context.write(data, promise: promise)
        case .head(let head): answer(head, promise, context)
        case .body(.byteBuffer(let bytes)) where origin != .upload:
            if room < bytes.readableBytes { return breakOff(bytes, promise, context) }
            room -= Int64(bytes.readableBytes)
            send(part, promise, context)
        case .body: send(part, promise, context)
        case .end:
            guard case .drop = fault else { return send(part, promise, context) }
            drop(promise)
            reset(context)
        }
    }

    func flush(context: ChannelHandlerContext) {
        if !delay.isUnderWay { context.flush() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        delay.fail()
        for promise in dropped { promise.fail(ChannelError.ioOnClosedChannel) }
        dropped = []
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        request = head
        isOver = false
        isRequestEnded = false
        room = .max
        fault = service.fault(origin, head)
        let length = head.headers.first(name: "Content-Length").flatMap { Int64($0) } ?? 0
        switch fault {
        case .drop(.start): return reset(context)
        case .status(_, .start): return refuse(context)
        case .status(_, let place): room = place.bytes(of: length)
        case .drop(let place) where origin == .upload: room = place.bytes(of: length)
        case .short(let share): room = Fault.Place.share(share).bytes(of: length)
        case .lost: service.lose(head)
        default: break
        }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    private func receive(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        guard !isOver else { return }
        var bytes = bytes
        guard origin == .upload, room < bytes.readableBytes else {
            if origin == .upload { room -= Int64(bytes.readableBytes) }
            return context.fireChannelRead(wrapInboundOut(.body(bytes)))
        }
        if room > 0, let part = bytes.readSlice(length: Int(room)) {
            context.fireChannelRead(wrapInboundOut(.body(part)))
        }
        room = 0
        switch fault {
        case .drop: reset(context)
        case .status: refuse(context)
        // The rest is not stored.
        default: break
        }
    }

    private func end(_ context: ChannelHandlerContext) {
        isRequestEnded = true
        if case .status = fault, isOver, request?.isKeepAlive == false { return context.close(promise: nil) }
        guard !isOver else { return }
        if delay.isUnderWay {
            delay.isRequestEnded = true
        } else {
            context.fireChannelRead(wrapInboundOut(.end(nil)))
        }
    }

    /// Gives the answer of the fault now; what is still to come of the request is discarded.
    private func refuse(_ context: ChannelHandlerContext) {
        guard let request, case .status(let status, _) = fault else { return }
        isOver = true
        let error = APIError.plain(.init(statusCode: status), "The sandbox was asked to answer \(status).")
        context.write(error.response, to: request, early: !isRequestEnded)
    }

    private func answer(_ head: HTTPResponseHead, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext)
    {
        var head = head
        switch (fault, origin) {
        case (.status, _):
            drop(promise)
            return refuse(context)
        case (.drop(.end), .api), (.drop, .upload):
            drop(promise)
            return reset(context)
        case (.drop(let place), _):
            // Never the whole body, or nothing would be wrong.
            let length = head.headers.first(name: "Content-Length").flatMap { Int64($0) } ?? 0
            guard length > 0, request?.method != .HEAD else {
                drop(promise)
                return reset(context)
            }
            room = max(0, min(place.bytes(of: length), length - 1))
        case (.silent, _):
            drop(promise)
            isOver = true
            return
        case (.slow(let milliseconds), _): wait(milliseconds, context)
        case (.ahead, _):
            if let offset = head.headers.first(name: "Upload-Offset").flatMap({ Int64($0) }) {
                head.headers.replaceOrAdd(name: "Upload-Offset", value: "\(offset + 1)")
            }
        case (.garbage, _):
            if head.headers.contains(name: "Upload-Offset") {
                head.headers.replaceOrAdd(name: "Upload-Offset", value: "many")
            }
        case (.short, _), (.lost, _), (nil, _): break
        }
        send(.head(head), promise, context)
    }

    private func send(
        _ part: HTTPServerResponsePart,
        _ promise: EventLoopPromise<Void>?,
        _ context: ChannelHandlerContext
    ) {
        if delay.isUnderWay { return delay.hold(part, promise) }
        context.write(wrapOutboundOut(part), promise: promise)
    }

    private func wait(_ milliseconds: Int, _ context: ChannelHandlerContext) {
        delay.isUnderWay = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .milliseconds(Int64(milliseconds))) {
            let (handler, context) = bound.value
            guard handler.delay.isUnderWay else { return }
            let (parts, isRequestEnded) = handler.delay.end()
            for (part, promise) in parts { context.write(handler.wrapOutboundOut(part), promise: promise) }
            context.flush()
            if isRequestEnded { context.fireChannelRead(handler.wrapInboundOut(.end(nil))) }
        }
    }

    /// Sends what still gets through of an answer, and ends the connection.
    private func breakOff(_ bytes: ByteBuffer, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
        isOver = true
        drop(promise)
        var bytes = bytes
        let part = bytes.readSlice(length: Int(room)) ?? ByteBuffer()
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(part)))).whenComplete { _ in channel.close(promise: nil)
        }
    }

    private func drop(_ promise: EventLoopPromise<Void>?) {
        if let promise { dropped.append(promise) }
    }

    /// Ends the connection as a crash of the server does: by a reset, without another byte.
    private func reset(_ context: ChannelHandlerContext) {
        isOver = true
        let channel = context.channel
        guard let options = channel as? any SocketOptionProvider else { return channel.close(promise: nil) }
        options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
    }
}

/// An answer that is delayed.
private struct AnswerDelay {
    var isUnderWay = false
    /// Whether the request has ended meanwhile: its end may end the connection, so it waits too.
    var isRequestEnded = false
    private var parts: [(part: HTTPServerResponsePart, promise: EventLoopPromise<Void>?)] = []

    mutating func hold(_ part: HTTPServerResponsePart, _ promise: EventLoopPromise<Void>?) {
        parts.append((part, promise))
    }

    /// Gives back what was held.
    mutating func end() -> (parts: [(part: HTTPServerResponsePart, promise: EventLoopPromise<Void>?)], Bool) {
        defer { self = AnswerDelay() }
        return (parts, isRequestEnded)
    }

    /// The connection has ended.
    mutating func fail() {
        for (_, promise) in end().parts { promise?.fail(ChannelError.ioOnClosedChannel) }
    }
}
