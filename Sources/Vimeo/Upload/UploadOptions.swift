/// How a file is sent.
///
/// None of this ever gets into a request's body.
public struct UploadOptions: Sendable {
    /// Bytes per request; raised where needed so that there are at most 1024 requests.
    public var chunkSize = ChunkRule.defaultSize

    /// How many failures in a row, without progress between them, are put up with.
    ///
    /// nil means the client's own number.
    public var retries: Int?

    /// Seconds without progress after which a request fails; nil means the client's own limit.
    public var timeout: Double?

    /// Whether an unfinished upload of the same file is gone on with.
    ///
    /// If not, what the journal knows of it is forgotten.
    public var resume = true

    /// The most bytes per second, at least 1; uploads of one client that run at once with the same limit share it.
    public var limit: Int64?

    /// Called when the server has everything and before the upload is forgotten.
    ///
    /// If it throws, the upload fails as cancelled, and the same call for the same file gives its URI without sending
    /// anything.
    public var onComplete: @Sendable () async throws -> Void = {}

    /// The defaults.
    public init() {}

    func complete() async throws(VimeoError) {
        do { try await onComplete() } catch { throw TransportErrors.cancelled }
    }

    func check() throws(VimeoError) {
        guard let limit, limit < 1 else { return }
        throw VimeoError(.usage, "the limit must be at least 1 byte per second", hint: "leave it out for no limit")
    }
}
