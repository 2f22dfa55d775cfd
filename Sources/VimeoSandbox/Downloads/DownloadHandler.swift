import NIOCore
import NIOHTTP1
import Platform

/// A connection to the download origin: sends files piece by piece, the next when the one before is gone.
final class DownloadHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private static let pieceSize: Int64 = 256 * 1024

    private let service: Service
    private var head: HTTPRequestHead?

    init(_ service: Service) { self.service = service }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head else { return }
            self.head = nil
            switch service.download(head) {
            case .answer(let response): context.write(response, to: head)
            case .send(let status, let headers, let content, let range):
                send(status, headers, content, range, to: head, context)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func send(
        _ status: HTTPResponseStatus,
        _ headers: HTTPHeaders,
        _ content: Content,
        _ range: Range<Int64>,
        to request: HTTPRequestHead,
        _ context: ChannelHandlerContext
    ) {
        var file: File?
        if case .stored(let upload) = content, !range.isEmpty {
            file = service.files.open(upload)
            if file == nil {
                return context.write(APIError.plain(.notFound, "The bytes are gone.").response, to: request)
            }
        }
        var head = HTTPResponseHead(version: request.version, status: status, headers: headers)
        head.headers.replaceOrAdd(name: "Content-Length", value: "\(range.upperBound - range.lowerBound)")
        if !request.isKeepAlive { head.headers.replaceOrAdd(name: "Connection", value: "close") }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        let rest = request.method == .HEAD ? range.upperBound..<range.upperBound : range
        next(rest, content, file, isKeepAlive: request.isKeepAlive, context)
    }

    private func next(
        _ rest: Range<Int64>,
        _ content: Content,
        _ file: File?,
        isKeepAlive: Bool,
        _ context: ChannelHandlerContext
    ) {
        guard !rest.isEmpty else {
            let written = context.eventLoop.makePromise(of: Void.self)
            if !isKeepAlive {
                let channel = context.channel
                written.futureResult.whenComplete { _ in channel.close(promise: nil) }
            }
            return context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
        }
        let range = rest.lowerBound..<min(rest.upperBound, rest.lowerBound + Self.pieceSize)
        let piece: ByteBuffer? =
            switch content {
            case .stored: file.flatMap { Self.read(range, of: $0) }
            case .sample(let seed): Content.sample(seed, range)
            }
        // The head has promised the bytes: without them only the end of the connection is honest.
        guard let piece else { return context.close(promise: nil) }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(piece)))).whenSuccess {
            let (handler, context) = bound.value
            handler.next(range.upperBound..<rest.upperBound, content, file, isKeepAlive: isKeepAlive, context)
        }
    }

    /// All bytes of the range; nil if they cannot be read.
    private static func read(_ range: Range<Int64>, of file: File) -> ByteBuffer? {
        var bytes = ByteBuffer()
        while bytes.readableBytes < range.count {
            let (place, missing) = (range.lowerBound + Int64(bytes.readableBytes), range.count - bytes.readableBytes)
            let count = try? bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: missing) { space in
                try file.read(at: place, into: UnsafeMutableRawBufferPointer(rebasing: space[..<missing]))
            }
            guard let count, count > 0 else { return nil }
        }
        return bytes
    }
}

/// What the download origin does with a request.
enum DownloadAction: Sendable {
    case answer(ServerResponse)
    /// Sends a part of a file after a head.
    case send(status: HTTPResponseStatus, HTTPHeaders, Content, Range<Int64>)
}
