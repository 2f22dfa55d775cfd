/// How a sandbox is started.
public struct SandboxOptions: Sendable {
    /// The address both origins listen on.
    ///
    /// Default: 127.0.0.1.
    public var host = "127.0.0.1"

    /// The port of the API; 0, the default, takes a free one.
    ///
    /// Uploads always get a free one.
    public var port = 0

    /// What every answer of the API waits before it is sent.
    ///
    /// Default: nothing.
    public var latency = Duration.zero

    /// Requests a minute for each token, beyond which the answer is 429.
    ///
    /// Default: nil, none is refused.
    public var rateLimit: Int?

    /// How long a video is transcoded, by `clock`.
    ///
    /// Default: 2 seconds.
    public var transcodeTime = Duration.seconds(2)

    /// How long a link to a file is good, by `clock`.
    ///
    /// Default: a day.
    public var linkLifetime = Duration.seconds(86_400)

    /// The bytes the account may upload, its first videos included.
    ///
    /// Default: 1 TiB.
    public var quota: Int64 = 1 << 40

    /// Whether requests are kept for `Sandbox.requests`.
    ///
    /// Default: false.
    public var recordsRequests = false

    /// The time in milliseconds since 1970, UTC; nil, the default, is the machine's.
    public var clock: (@Sendable () -> Int64)?

    /// Makes the default options.
    public init() {}
}
