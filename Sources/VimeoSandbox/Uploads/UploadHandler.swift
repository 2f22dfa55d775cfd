import NIOCore
import NIOHTTP1
import Platform

/// A connection to the upload origin: decides on the head, then streams the body into a file, where it counts at once.
final class UploadHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let service: Service
    private var head: HTTPRequestHead?
    private var body: UploadBody?
    private var file: File?
    /// Whether the connection ends with the body of a request that was refused.
    private var closesAtEnd = false

    init(_ service: Service) { self.service = service }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(let bytes): receive(bytes, context)
        case .end: end(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        switch service.begin(head) {
        case .answer(let response): refuse(response, head, context)
        case .receive(let body):
            file = service.files.open(body.upload, .writeOnly, body.startsAnew ? [.create, .truncate] : .create)
            guard file != nil else { return refuse(Self.diskFailure, head, context) }
            self.head = head
            self.body = body
            if head.expectsContinue { context.writeContinue(to: head) }
        }
    }

    /// Answers now; a body that follows is read and discarded.
    private func refuse(_ response: ServerResponse, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        self.head = nil
        body = nil
        file = nil
        closesAtEnd = !head.isKeepAlive
        context.write(response, to: head, early: true)
    }

    private func receive(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        guard let head, var body, let file else { return }
        // Another request continues this upload, or it is gone: this connection has nothing to write, or to say.
        guard service.read({ $0.isHeld(by: body) }) else { return context.close(promise: nil) }
        let wanted = Int(min(Int64(bytes.readableBytes), body.limit - body.offset))
        let isWritten = bytes.withUnsafeReadableBytes { bytes in
            (try? file.write(UnsafeRawBufferPointer(rebasing: bytes[..<wanted]), at: body.offset)) != nil
        }
        let written = isWritten ? wanted : 0
        do {
            guard try service.change({ store, now in store.received(written, &body, now: now) }) else {
                return context.close(promise: nil)
            }
        } catch {
            return refuse(error.response, head, context)
        }
        self.body = body
        if !isWritten { return refuse(Self.diskFailure, head, context) }
        if wanted < bytes.readableBytes { refuse(APIError.tooLarge.response, head, context) }
    }

    private func end(_ context: ChannelHandlerContext) {
        guard let head, let body else {
            if closesAtEnd { context.close(promise: nil) }
            return
        }
        self.head = nil
        self.body = nil
        file = nil
        do {
            context.write(try service.change { store, now in store.finish(body, now: now) }, to: head)
        } catch {
            context.write(error.response, to: head)
        }
    }

    private static let diskFailure =
        APIError.plain(.insufficientStorage, "The sandbox could not write the bytes to its disk.").response
}

/// What the upload origin does after it has read the head of a request.
enum UploadAction: Sendable {
    case answer(ServerResponse)
    /// Takes the body; the answer is that of `Store.finish`.
    case receive(UploadBody)
}
