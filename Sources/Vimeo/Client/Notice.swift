/// Something the user should be told while a call continues.
public struct Notice: Sendable, Equatable {
    /// What it is about.
    public enum Kind: String, Sendable {
        /// An attempt failed and is retried.
        case retry
        /// Vimeo limits the rate; the client waits.
        case rateLimit = "rate_limit"
        /// An upload was lost by the server and starts again.
        case uploadGone = "upload_gone"
        /// An unfinished upload of the same file is continued.
        case uploadResumed = "upload_resumed"
        /// An upload was given up and cannot be continued.
        case uploadAbandoned = "upload_abandoned"
        /// A file is not what it was when its unfinished upload began; it starts again.
        case fileChanged = "file_changed"
        /// A list ended early, or changed while it was read.
        case list
        /// What is known of an unfinished upload cannot be kept or used.
        case journal
    }

    /// What it is about.
    public var kind: Kind

    /// One line for the user: what happened, and what is done about it.
    public var message: String

    /// How long the client waits, in seconds; 0 if it continues at once.
    public var seconds = 0.0
}
