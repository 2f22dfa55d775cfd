/// A request that a sandbox has received.
public struct RecordedRequest: Sendable {
    /// A server of a sandbox.
    public enum Origin: Sendable {
        /// The API itself.
        case api
        /// Where files and images are sent.
        case upload
        /// Where files are fetched from.
        case download
    }

    /// The server it came to.
    public let origin: Origin
    /// The method, as `GET`.
    public let method: String
    /// The request target as it was sent, with its query.
    public let target: String
    /// The header fields in order; names as they were sent.
    public let headers: [(name: String, value: String)]
    /// The body of an API request; empty for uploads.
    public let body: [UInt8]

    /// The value of the first header field of this name, in any case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
