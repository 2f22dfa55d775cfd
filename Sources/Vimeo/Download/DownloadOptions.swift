/// How a file is fetched.
public struct DownloadOptions: Sendable {
    /// Which file of a video: a `quality`, `rendition` or `public_name` as the API lists them, in any case.
    ///
    /// The best of those that are called so is taken. Default: the source, else the largest picture.
    public var quality: String?

    /// Whether an unfinished download of the same file is gone on with; if not, it starts anew.
    public var resume = true

    /// How many failures in a row, without progress between them, are put up with; nil means the client's own number.
    public var retries: Int?

    /// Seconds without progress after which a request fails; nil means the client's own limit.
    public var timeout: Double?

    /// The most bytes per second, at least 1.
    public var limit: Int64?

    /// The defaults.
    public init() {}

    func check() throws(VimeoError) {
        guard let limit, limit < 1 else { return }
        throw VimeoError(.usage, "the limit must be at least 1 byte per second", hint: "leave it out for no limit")
    }
}
