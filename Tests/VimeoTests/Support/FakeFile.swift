import Synchronization

/// A file on a server that knows `Range` and `If-Range`; faults are answered before it looks at a request.
final class FakeFile: Sendable {
    typealias Fault = @Sendable (RecordedRequest) -> Reply?

    let bytes: [UInt8]
    private let tag: String?
    private let faults: Mutex<[Fault?]>

    /// - Parameter faults: one for each request in turn, nil for none.
    init(_ bytes: [UInt8], tag: String? = "\"one\"", faults: [Fault?] = []) {
        self.bytes = bytes
        self.tag = tag
        self.faults = Mutex(faults)
    }

    func answer(_ request: RecordedRequest) -> Reply {
        let fault = faults.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if request["Authorization"] != nil { return .status(400) }
        return fault?(request) ?? proper(request)
    }

    /// The right answer.
    func proper(_ request: RecordedRequest) -> Reply {
        var headers = [("Content-Type", "video/mp4")]
        if let tag { headers.append(("ETag", tag)) }
        let condition = request["If-Range"]
        guard let start = Self.start(request), condition == nil || condition == tag else {
            return .status(200, headers, body: bytes)
        }
        guard start < bytes.count else {
            return .status(416, headers + [("Content-Range", "bytes */\(bytes.count)")])
        }
        headers.append(("Content-Range", "bytes \(start)-\(bytes.count - 1)/\(bytes.count)"))
        return .status(206, headers, body: Array(bytes[start...]))
    }

    /// The right answer without its length, whose body ends after so many bytes: that many arrive for certain.
    func cut(_ count: Int) -> Fault {
        { request in
            let whole = self.broken(count, .close)(request)?.bytes ?? []
            let end = whole.firstRange(of: Array("\r\n\r\n".utf8)) ?? 0..<0
            let lines = String(decoding: whole[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
            let head = lines.filter { !$0.hasPrefix("Content-Length") } + ["Connection: close\r\n\r\n"]
            return .raw(Array(head.joined(separator: "\r\n").utf8) + whole[end.upperBound...], .close)
        }
    }

    /// The right answer, broken off after so many bytes of its body; the last of them may not arrive.
    func broken(_ count: Int, _ end: Reply.End) -> Fault {
        { request in
            let whole = self.proper(request)
            let head = whole.bytes.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound ?? 0
            return .raw(Array(whole.bytes[..<(head + count)]), end)
        }
    }

    private static func start(_ request: RecordedRequest) -> Int? {
        request["Range"].flatMap { Int($0.dropFirst("bytes=".count).dropLast()) }
    }
}
