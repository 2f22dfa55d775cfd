extension VimeoError {
    /// The families of failures, named as scripts see them.
    public enum Kind: String, Sendable, CaseIterable {
        /// Vimeo refused the request.
        case api
        /// There is no usable sign-in.
        case auth
        /// Too many requests.
        case rateLimit = "rate_limit"
        /// No usable connection or answer.
        case network
        /// Nothing moved for too long.
        case timeout
        /// The task was cancelled.
        case cancelled
        /// A file transfer could not go on.
        case upload
        /// A local file cannot be used.
        case file
        /// The script was not given this power.
        case permission
        /// The call itself makes no sense; no request was made.
        case usage
    }
}
