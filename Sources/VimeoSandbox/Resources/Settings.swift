/// What stays the same while a sandbox runs.
struct Settings: Sendable {
    var clientID: String
    var clientSecret: String
    /// How long a file is transcoded, by the sandbox's clock.
    var transcodeTime: Duration = .seconds(2)
    /// Requests a minute for each token; nil refuses none.
    var rateLimit: Int?
    /// How long a link to a file is good.
    var linkLifetime: Duration = .seconds(86_400)
    /// The room for uploads, in bytes.
    var quota: Int64 = 1 << 40
}
