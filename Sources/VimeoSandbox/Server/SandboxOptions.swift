/// How a sandbox is started.
public struct SandboxOptions: Sendable {
    /// The plans an account can have.
    public static let plans = ["basic", "plus", "pro", "business"]

    static let videoCounts = 0...1_000_000

    /// The address all servers listen on; default: 127.0.0.1.
    ///
    /// Elsewhere than on loopback anybody who reaches it may use
    /// it; on loopback requests with a foreign `Host` or `Origin` are refused, which a web page could send.
    public var host = "127.0.0.1"

    /// The port of the API; 0, the default, takes a free one, as uploads and downloads always do.
    public var port = 0

    /// How long every answer of the API is delayed; default: nothing.
    public var latency = Duration.zero

    /// Requests a minute for each token, beyond which the answer is 429; default: nil, none is refused.
    public var rateLimit: Int?

    /// How long a video is transcoded, by `clock`; default: 2 seconds.
    public var transcodeTime = Duration.seconds(2)

    /// How long a link to a file is valid, by `clock`; default: a day.
    public var linkLifetime = Duration.seconds(86_400)

    /// The bytes the account may upload, its first videos included; default: 1 TiB.
    public var quota: Int64 = 1 << 40

    /// What the account pays for, one of ``plans``; default: `pro`.
    ///
    /// A basic account has no folders,
    /// no whitelist of domains and no unlisted videos, and is answered 403.
    public var plan = "pro"

    /// How many videos the account has at the start, from 0 to 1,000,000; default: 40.
    ///
    /// The first seven are always the same; with more than
    /// those there are also folders, showcases, captions and comments.
    public var videos = 40

    /// A number that the other videos are generated from; default: 0.
    public var seed: UInt64 = 0

    /// Redirect addresses of the app beside those that are always allowed, which are `https://example.com`, with any path,
    /// and any address of this machine; default: none.
    public var redirects: [String] = []

    /// A folder that keeps the sandbox: what was changed and uploaded, its credentials and, where they are free, its
    /// ports; created if it does not exist; default: nil, nothing is kept.
    ///
    /// What a request was answered with outlives the end of the process at any moment; a power cut may lose the last
    /// changes. A folder that has an account keeps its plan, videos and seed.
    public var dataFolder: String?

    /// Whether requests are recorded for `Sandbox.requests`; default: false.
    public var recordsRequests = false

    /// What goes wrong, for tests of error handling; default: nothing.
    public var faults = FaultPlan()

    /// Called for every fault when its request comes in, as `upload PATCH: 502`; must not block.
    public var onFault: @Sendable (String) -> Void = { _ in }

    /// Called once for every kind of mistake that Vimeo takes without a word, as `POST /me/projects has no field nmae;
    /// did you mean name?`; must not block.
    public var onNotice: @Sendable (String) -> Void = { _ in }

    /// Called for every request to the API, as `GET /me 200`; must not block.
    public var onRequest: (@Sendable (String) -> Void)?

    /// The time in milliseconds since 1970, UTC; nil, the default, is the machine's.
    public var clock: (@Sendable () -> Int64)?

    /// The default options.
    public init() {}

    /// Refuses what no account can be made from.
    package func check() throws(SandboxError) {
        guard Self.videoCounts.contains(videos) else {
            let range = "from \(Self.videoCounts.lowerBound) to \(Self.videoCounts.upperBound)"
            throw SandboxError(code: .badOption, message: "videos must be \(range)", hint: "the default is 40")
        }
        guard Self.plans.contains(plan) else {
            let names = "\(Self.plans.dropLast().joined(separator: ", ")) or \(Self.plans.last ?? "")"
            throw SandboxError(code: .badOption, message: "plan must be \(names)", hint: "the default is pro")
        }
    }

    /// The time by the clock.
    var now: Instant { Instant(milliseconds: clock?() ?? Instant.machine.milliseconds) }
}
