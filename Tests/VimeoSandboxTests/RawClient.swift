#if canImport(Glibc)
    import Glibc
    private let stream = CInt(SOCK_STREAM.rawValue)
    private let flags = CInt(MSG_NOSIGNAL)
#else
    import Darwin
    private let stream = SOCK_STREAM
    private let flags: CInt = 0
#endif

/// A connection that sends the bytes it is told, and reads what comes back.
final class RawClient {
    struct Failure: Error {}

    private var descriptor: CInt
    private var pending: [UInt8] = []

    /// Connects to `http://127.0.0.1:PORT`; with a small receive buffer the server soon cannot send more.
    init(_ root: String, receiveBuffer: CInt? = nil) throws {
        guard let port = root.split(separator: ":").last.flatMap({ UInt16($0) }) else { throw Failure() }
        descriptor = socket(AF_INET, stream, 0)
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        // A server that never answers must fail the test, not hang it.
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure() }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { sendto(descriptor, $0.baseAddress, $0.count, flags, nil, 0) }
            guard count > 0 else { throw Failure() }
            sent += count
        }
    }

    /// Sends what the connection takes at once; gives the number of bytes.
    func sendSome(_ bytes: ArraySlice<UInt8>) -> Int {
        let flags = flags | CInt(MSG_DONTWAIT)
        return max(0, bytes.withUnsafeBytes { sendto(descriptor, $0.baseAddress, $0.count, flags, nil, 0) })
    }

    /// Ends the connection by a reset.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close(descriptor)
        descriptor = -1
    }

    /// Says that nothing more will be sent.
    func finish() {
        _ = shutdown(descriptor, CInt(SHUT_WR))
    }

    /// One answer: its head, and its body by Content-Length.
    func receive(withBody: Bool = true) throws -> (status: Int, head: String, body: String) {
        var end: Int?
        while true {
            end = pending.indices.first { pending[$0...].starts(with: [13, 10, 13, 10]) }
            if end != nil { break }
            guard try fill() else { throw Failure() }
        }
        guard let end else { throw Failure() }
        let head = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeFirst(end + 4)
        var length = 0
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-length:") {
            length = line.split(separator: " ").last.flatMap { Int($0) } ?? 0
        }
        if !withBody { length = 0 }
        while pending.count < length {
            guard try fill() else { throw Failure() }
        }
        let body = String(decoding: pending[..<length], as: UTF8.self)
        pending.removeFirst(length)
        guard let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { throw Failure() }
        return (status, head, body)
    }

    /// Whether the server has ended the connection and sent nothing more.
    func isAtEnd() throws -> Bool {
        try pending.isEmpty && !fill()
    }

    /// All there is until the end of the connection: the head of an answer, and what came of its body.
    func rest() throws -> (head: String, body: [UInt8]) {
        while try fill() {}
        let end = pending.indices.first { pending[$0...].starts(with: [13, 10, 13, 10]) }
        guard let end else { throw Failure() }
        return (String(decoding: pending[..<end], as: UTF8.self), Array(pending[(end + 4)...]))
    }

    /// Whether nothing has come and the connection stands, as far as is known now.
    var isSilent: Bool {
        var byte: UInt8 = 0
        return pending.isEmpty && recv(descriptor, &byte, 1, CInt(MSG_DONTWAIT)) < 0 && errno == EAGAIN
    }

    private func fill() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno != ECONNRESET { throw Failure() }
        pending += buffer.prefix(max(0, count))
        return count > 0
    }
}
