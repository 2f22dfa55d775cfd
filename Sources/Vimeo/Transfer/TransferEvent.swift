/// A movement of bytes that takes long enough to be watched.
public struct Transfer: Sendable, Equatable {
    /// What is moved, and which way.
    public enum Kind: String, Sendable {
        /// A file becomes a new video.
        case upload
        /// A file becomes a new version of a video.
        case replace
        /// An image goes to a video, user or showcase.
        case picture
        /// Captions or subtitles go to a video.
        case texttrack
        /// A file comes from Vimeo.
        case download
    }

    /// Tells the transfers of one process apart.
    public let id: Int

    /// What is moved, and which way.
    public let kind: Kind

    /// Its name: the file's own.
    public let name: String

    /// Its size in bytes; nil if that is not known beforehand.
    public let total: Int64?

    /// Describes a transfer.
    public init(id: Int, kind: Kind, name: String, total: Int64?) {
        self.id = id
        self.kind = kind
        self.name = name
        self.total = total
    }
}

/// What happens to a transfer; the events of one come in order, `began` first, `ended` or `failed` last.
public enum TransferEvent: Sendable {
    /// It starts where `confirmed` bytes are there already.
    case began(Transfer, confirmed: Int64)

    /// Bytes given to the connection, which may fall back as far as `confirmed`, and bytes known to have arrived.
    case moved(id: Int, sent: Int64, confirmed: Int64, total: Int64?)

    /// Something failed; it continues after the wait.
    case waits(id: Int, seconds: Double, reason: String)

    /// It is complete.
    case ended(id: Int, bytes: Int64)

    /// It has failed.
    case failed(id: Int, VimeoError)
}
