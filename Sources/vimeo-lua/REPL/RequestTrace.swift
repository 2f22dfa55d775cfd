internal import LuaKit
internal import Platform
internal import Synchronization
internal import Terminal
internal import Vimeo

/// Shows requests as they are sent, and counts them.
final class RequestTrace: Sendable {
    enum Mode: Sendable {
        case off
        case lines
        /// As curl commands, with the token from the environment.
        case curl
    }

    struct Counts: Sendable {
        var requests = 0
        /// Of bodies, both ways.
        var bytes = 0
    }

    private struct State {
        var mode = Mode.off
        var counts = Counts()
        var last: Exchange?
    }

    private let state = Mutex(State())
    private let isColored: Bool

    init(isColored: Bool) {
        self.isColored = isColored
    }

    var mode: Mode {
        get { state.withLock { $0.mode } }
        set { state.withLock { $0.mode = newValue } }
    }

    var counts: Counts { state.withLock { $0.counts } }

    /// The last request as a curl command; nil before the first.
    var lastAsCurl: String? { state.withLock { $0.last }.map(Self.curl) }

    /// Notes a request.
    func add(_ exchange: Exchange) {
        let mode = state.withLock { state in
            state.counts.requests += 1
            state.counts.bytes += exchange.bodySize + exchange.answerSize
            state.last = exchange
            return state.mode
        }
        switch mode {
        case .off: break
        case .lines: show(Self.line(exchange))
        case .curl: show(Self.curl(exchange))
        }
    }

    private func show(_ line: String) {
        let line = TerminalText.escaped(line)
        LuaStreams.writeError(Array((isColored ? Color.gray.paint(line) : line).utf8) + [UInt8(ascii: "\n")])
    }

    static func line(_ exchange: Exchange) -> String {
        let outcome = exchange.status.map { "\($0)" } ?? exchange.failure ?? "no answer"
        let milliseconds = Int((exchange.seconds * 1000).rounded())
        let received = ProgressFormat.bytes(Int64(exchange.answerSize))
        let sent = exchange.bodySize > 0 ? ", \(ProgressFormat.bytes(Int64(exchange.bodySize))) sent" : ""
        return "→ \(exchange.method) \(exchange.url)  \(outcome)  \(milliseconds) ms, \(received)\(sent)"
    }

    static func curl(_ exchange: Exchange) -> String {
        var words = ["curl"]
        if exchange.method != "GET" { words += ["-X", exchange.method] }
        for header in exchange.headers where !["user-agent", "accept-encoding"].contains(header.name.lowercased()) {
            let isToken = header.name.lowercased() == "authorization" && header.value.hasPrefix("Bearer")
            // Double quotes, so that the shell inserts the token.
            words += [
                "-H",
                isToken
                    ? "\"Authorization: Bearer $VIMEO_ACCESS_TOKEN\"" : "\(header.name): \(header.value)".shellQuoted,
            ]
        }
        if let body = exchange.body {
            words += ["--data-binary", body.shellQuoted]
        } else if exchange.bodySize > 0 {
            words += ["--data-binary", "@FILE"]
        }
        return (words + [exchange.url.shellQuoted]).joined(separator: " ")
    }
}
