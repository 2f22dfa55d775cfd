import NIOCore
import NIOHTTP1

/// An answer that is kept back for a while.
struct AnswerDelay {
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

    /// There is nobody left to answer.
    mutating func fail() {
        for (_, promise) in end().parts { promise?.fail(ChannelError.ioOnClosedChannel) }
    }
}
