// For all files of this target.
@_exported public import TestSupport

extension TestServer {
    typealias Reply = TestSupport.Reply

    static let token = "0123456789abcdef0123456789abcdef"

    /// Runs a server while `body` does.
    static func with<Value: Sendable>(
        _ reply: Reply,
        _ body: (TestServer) async throws -> Value
    ) async throws -> Value {
        try await run(script: { _ in reply }, body: body)
    }

    /// What a program needs to talk to the server: an address, a token, no retries.
    var credentials: [String: String] {
        ["VIMEO_API_ROOT": root, "VIMEO_ACCESS_TOKEN": Self.token, "VIMEO_LUA_RETRIES": "0"]
    }

    /// The request lines and headers of the requests so far.
    var heads: [String] { requests.map(\.head) }

    /// Of all requests together.
    var bodyBytes: Int { requests.reduce(0) { $0 + $1.body.count } }

    func waitForRequest() async { await reached(1) }
}

extension Reply {
    /// These bytes; then the connection is closed.
    static func bytes(_ text: Text) -> Reply { .raw(text.bytes, .close) }

    /// These bytes; then the connection is reset.
    static func reset(after text: Text) -> Reply { .raw(text.bytes, .reset) }

    /// A whole answer.
    static func answer(_ status: String, type: String, headers: [String] = [], _ body: Text) -> Reply {
        // Without the promise to close, the next request may run into the closing.
        let own = ["Content-Type: \(type)", "Content-Length: \(body.bytes.count)", "Connection: close"]
        let head = ["HTTP/1.1 \(status)"] + own + headers
        return .raw(Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body.bytes, .close)
    }
}

extension TemporaryFolder {
    @discardableResult
    func write(_ name: String, _ content: Text) throws -> String {
        try write(name, bytes: content.bytes)
    }

    func read(_ name: String) throws -> Text { Text(try bytes(name)) }
}
