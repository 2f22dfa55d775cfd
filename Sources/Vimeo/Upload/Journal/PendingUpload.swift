/// An unfinished upload, as the journal knows it.
public struct PendingUpload: Sendable, Equatable, Identifiable {
    /// Whether it can be resumed.
    public enum State: Sendable, Equatable {
        /// The file is what it was.
        case ready
        /// The file has changed.
        case changed
        /// The file is gone or cannot be read.
        case missing
        /// The entry is damaged, or another version of this program wrote it; why, in words.
        case corrupt(String)
        /// It is running in the process of that id, if that is known.
        case locked(by: Int?)
    }

    /// The name of its entry in the journal's folder.
    public let id: String

    /// The canonical absolute path of the file; the path of the entry itself if that is corrupt.
    public let path: String

    /// The bytes of the file when the upload began; 0 if the entry is corrupt.
    public let size: Int64

    /// The bytes that the server had confirmed when the entry was written; it may have more by now.
    public let confirmed: Int64

    /// The URI of the video; nil if the entry is corrupt.
    public let videoURI: String?

    /// Whether the file becomes a new version of a video that was there before.
    public let isReplacement: Bool

    /// When the upload began, in seconds since 1970.
    public let created: Int

    /// The API that it was created at.
    public let apiRoot: String

    /// Whether it can be resumed.
    public let state: State
}

extension PendingUpload {
    /// - Parameters:
    ///   - entry: nil if it cannot be used.
    ///   - path: of the file, or of an entry that cannot be used.
    init(_ id: String, _ entry: JournalEntry?, path: String, _ state: State) {
        self.init(
            id: id,
            path: path,
            size: entry?.size ?? 0,
            confirmed: entry?.confirmed ?? 0,
            videoURI: entry?.uri,
            isReplacement: entry?.replaces != nil,
            created: entry?.created ?? 0,
            apiRoot: entry?.apiRoot ?? "",
            state: state
        )
    }
}
