/// How a file is downloaded.
public struct DownloadOptions: Sendable {
    /// Which file of a video: a `quality`, `rendition` or `public_name` as the API lists them, in any case.
    ///
    /// Of several with that name, the best is downloaded. Default: the source, else the highest resolution.
    public var quality: String?

    /// Whether to continue an unfinished download of the same file; if not, it starts over.
    public var resume = true

    /// How many failures in a row, without progress between them, are allowed; nil means the client's own number.
    public var retries: Int?

    /// Seconds without progress after which a request fails; nil means the client's own limit.
    public var timeout: Double?

    /// The most bytes per second, at least 1; transfers of one client that run at the same time with the same limit share it.
    public var limit: Int64?

    /// The defaults.
    public init() {}
}

/// A file that was downloaded.
public struct DownloadedFile: Sendable, Equatable {
    /// Where it is.
    public var path: String

    /// Its size in bytes.
    public var size: Int64

    /// What the API calls this form of the video, such as `source` or `1080p`; nil for a plain link.
    public var quality: String?
}
