import NIOCore
import NIOHTTP1

/// A connection to the API: collects each request, asks the service, writes the answer.
final class APIHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// Larger bodies are refused: no call of the API has one near this.
    static let bodyLimit = 1 << 20

    private let service: Service
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    /// Whether the connection ends with the body of a request that was refused.
    private var closesAtEnd = false
    /// Whether one of the requests that came in together was answered: the others wait for the event loop's next turns,
    /// so that nobody has it for long.
    private var hasAnswered = false

    init(_ service: Service) { self.service = service }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(let bytes):
            // Without a head the request is refused already, and the rest of its body is ignored.
            guard let head else { return }
            guard body.count + bytes.readableBytes <= Self.bodyLimit else { return refuse(head, context) }
            body.append(contentsOf: bytes.readableBytesView)
        case .end:
            guard let head else {
                if closesAtEnd { context.close(promise: nil) }
                return
            }
            self.head = nil
            let body = body
            self.body = []
            answer(head, body, context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        hasAnswered = false
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let length = head.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0
        if length > Self.bodyLimit { return refuse(head, context) }
        self.head = head
        if head.expectsContinue { context.writeContinue(to: head) }
    }

    private func refuse(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        self.head = nil
        body = []
        closesAtEnd = !head.isKeepAlive
        context.write(APIError.tooLarge.response, to: head, early: true)
    }

    private func answer(_ head: HTTPRequestHead, _ body: [UInt8], _ context: ChannelHandlerContext) {
        guard service.latency > .zero else {
            let atOnce = !hasAnswered
            // Before: the next request may come in while this one is answered.
            hasAnswered = true
            return context.write(service.respond(to: head, body: body), to: head, atOnce: atOnce)
        }
        let (service, context) = (service, NIOLoopBound(context, eventLoop: context.eventLoop))
        context.value.eventLoop.scheduleTask(in: TimeAmount(service.latency)) {
            let response = service.respond(to: head, body: body)
            context.value.write(response, to: head)
        }
    }
}
