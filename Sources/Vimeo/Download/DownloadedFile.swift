/// A file that was downloaded.
public struct DownloadedFile: Sendable, Equatable {
    /// Where it is.
    public var path: String

    /// What it has, in bytes.
    public var size: Int64

    /// What the API calls this form of the video, such as `source` or `1080p`; nil for a plain link.
    public var quality: String?
}
