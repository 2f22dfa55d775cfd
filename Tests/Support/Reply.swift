/// What the test server does with a request.
package struct Reply: Sendable {
    package enum End: Sendable, Equatable {
        case keepOpen
        case close
        case reset
        /// Nothing is read any more.
        case stall
    }

    package var bytes: [UInt8]
    package var end: End

    /// The bytes exactly as given.
    package static func raw(_ bytes: [UInt8], _ end: End = .keepOpen) -> Reply { Reply(bytes: bytes, end: end) }
    package static func raw(_ text: String, _ end: End = .keepOpen) -> Reply {
        Reply(bytes: Array(text.utf8), end: end)
    }

    /// No answer at all.
    package static let silence = Reply(bytes: [], end: .keepOpen)
    package static let reset = Reply(bytes: [], end: .reset)
    package static let close = Reply(bytes: [], end: .close)

    /// A well-formed answer.
    package static func status(_ status: Int, _ headers: [(String, String)] = [], body: [UInt8] = []) -> Reply {
        var head = "HTTP/1.1 \(status) X\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if status != 204, status != 304 { head += "Content-Length: \(body.count)\r\n" }
        return raw(Array("\(head)\r\n".utf8) + body)
    }

    package static func json(_ status: Int, _ text: String, _ headers: [(String, String)] = []) -> Reply {
        self.status(status, [("Content-Type", "application/json")] + headers, body: Array(text.utf8))
    }
}
