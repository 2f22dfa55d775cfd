/// How a file is sent.
///
/// None of this ever gets into a request's body.
public struct UploadOptions: Sendable {
    /// Bytes per request; raised where needed so that there are at most 1024 requests.
    ///
    public var chunkSize = ChunkRule.defaultSize

    /// How many failures in a row, without progress between them, are put up with.
    public var retries = 10

    /// Seconds without progress after which a request fails; nil means the client's own limit.
    public var timeout: Double?

    /// The defaults.
    public init() {}
}
