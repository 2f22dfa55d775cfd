import NIOHTTP1

/// One answer, ready for the wire.
struct Response: Sendable {
    var status: HTTPResponseStatus
    var headers: HTTPHeaders = [:]
    var body: [UInt8] = []
}
