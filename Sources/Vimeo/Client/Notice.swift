/// Something the user should hear about while a call goes on.
public struct Notice: Sendable, Equatable {
    /// What it is about.
    public enum Kind: String, Sendable {
        /// An attempt failed and is made again.
        case retry
        /// Vimeo limits the rate; the client waits.
        case rateLimit = "rate_limit"
        /// An upload was lost by the server and starts anew.
        case uploadGone = "upload_gone"
    }

    /// What it is about.
    public var kind: Kind

    /// One line for the user: what happened, and what is done about it.
    public var message: String

    /// How long the client waits, in seconds; 0 if it goes on at once.
    public var seconds: Double
}
