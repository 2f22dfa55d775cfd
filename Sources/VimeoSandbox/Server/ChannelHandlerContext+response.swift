import NIOCore
import NIOHTTP1

extension ChannelHandlerContext {
    /// Writes a whole answer to `request`, and ends the connection after it if the request wants that.
    ///
    /// - Parameters:
    ///   - early: true if the body is still to come. Then the connection stays until it is read, because an end in the
    ///     middle would reset the connection and could destroy the answer on its way.
    ///   - atOnce: whether the next request may be served in the same turn of the event loop.
    func write(
        _ response: ServerResponse,
        to request: HTTPRequestHead,
        early: Bool = false,
        atOnce: Bool = false
    ) {
        // After a refused expectation nobody can tell whether the body follows, so the connection ends.
        let isRefusal = early && request.expectsContinue
        let keepAlive = request.isKeepAlive && !isRefusal
        var head = HTTPResponseHead(version: request.version, status: response.status, headers: response.headers)
        // 204 and 304 have no body, and so no length either (RFC 9110 section 8.6).
        if response.status.mayHaveResponseBody {
            head.headers.replaceOrAdd(name: "Content-Length", value: "\(response.body.count)")
        }
        if !keepAlive {
            head.headers.replaceOrAdd(name: "Connection", value: "close")
        } else if request.version == .http1_0 {
            head.headers.replaceOrAdd(name: "Connection", value: "keep-alive")
        }
        let parts =
            [HTTPServerResponsePart.head(head)]
            + (response.body.isEmpty || request.method == .HEAD || !response.status.mayHaveResponseBody
                ? [] : [.body(.byteBuffer(ByteBuffer(bytes: response.body)))])
        let closes = isRefusal || !keepAlive && !early
        if atOnce, !closes, channel.isWritable {
            for part in parts { write(NIOAny(part), promise: nil) }
            return writeAndFlush(NIOAny(HTTPServerResponsePart.end(nil)), promise: nil)
        }
        let written = eventLoop.makePromise(of: Void.self)
        for (index, part) in parts.enumerated() {
            write(NIOAny(part), promise: index == parts.count - 1 ? written : nil)
        }
        flush()
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        // The next request is served after the end of this answer. So it waits until the client has taken the bytes, and
        // for the event loop's next turn: a client that sends requests without reading answers blocks no other.
        written.futureResult.whenSuccess {
            bound.eventLoop.execute {
                let context = bound.value
                let ended = context.writeAndFlush(NIOAny(HTTPServerResponsePart.end(nil)))
                if closes { ended.whenComplete { _ in bound.value.close(promise: nil) } }
            }
        }
    }

    /// Asks for the body of a request that waits for permission to send it (RFC 9110 section 10.1.1).
    func writeContinue(to request: HTTPRequestHead) {
        let head = HTTPResponseHead(version: request.version, status: .continue)
        writeAndFlush(NIOAny(HTTPServerResponsePart.head(head)), promise: nil)
    }
}

extension HTTPRequestHead {
    var expectsContinue: Bool {
        version != .http1_0 && headers.first(name: "Expect")?.lowercased() == "100-continue"
    }
}
