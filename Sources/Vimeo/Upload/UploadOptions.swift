/// How a file is sent; none of this ever gets into a request's body.
public struct UploadOptions: Sendable {
    /// 128 MiB.
    public static let defaultChunkSize: Int64 = 128 * 1024 * 1024

    /// Vimeo accepts no more requests than this for one file.
    static let mostChunks: Int64 = 1024

    /// Bytes per request; raised where needed so that there are at most 1024 requests.
    public var chunkSize = defaultChunkSize

    /// The URI of the user in whose account a new video is created; nil means the token's user.
    public var owner: String?

    /// How many failures in a row, without progress between them, are allowed; nil means the client's own number.
    public var retries: Int?

    /// Seconds without progress after which a request fails; nil means the client's own limit.
    public var timeout: Double?

    /// Whether to continue an unfinished upload of the same file; if not, its journal entry is discarded.
    public var resume = true

    /// The most bytes per second, at least 1; transfers of one client that run at the same time with the same limit share it.
    public var limit: Int64?

    /// Called with the size of the source, in bytes, before an upload is created: not where an unfinished one is resumed.
    package var onCreate: @Sendable (Int64) async -> Void = { _ in }

    /// Called with the video's URI when the server has everything and before the upload is forgotten.
    ///
    /// If it throws, the upload fails with that ``VimeoError``, or else as cancelled; the same call then calls it again
    /// without sending anything.
    public var onComplete: @Sendable (String) async throws -> Void = { _ in }

    /// The defaults.
    public init() {}

    /// The bytes per request: what was asked for, at least 1, raised so that there are at most 1024 requests.
    static func chunkSize(_ wanted: Int64, fileSize: Int64) -> Int64 {
        let chunk = max(wanted, 1)
        let isMore = fileSize % chunk == 0 ? 0 : 1 as Int64
        return fileSize / chunk + isMore > mostChunks ? fileSize / mostChunks + 1 : chunk
    }
}

/// How far a file transfer is, in bytes.
public struct UploadProgress: Sendable, Equatable {
    /// Given to the connection, or confirmed; it never decreases, also where bytes have to be sent again.
    public var sent: Int64

    /// Confirmed by the server; it never decreases, and is never more than was sent.
    public var confirmed: Int64

    /// The size of the file.
    public var total: Int64
}
