public import Logging
package import Platform

/// The settings of a client.
public struct Configuration: Sendable {
    /// The version of this program and its libraries.
    package static let version = "0.1.0"

    /// The version of the API that requests ask for.
    package static let apiVersion = "3.4"

    /// Where the API is; the token is sent to this origin only.
    public var apiRoot = "https://api.vimeo.com"

    /// The access token, if there is one already.
    public var token: String?

    /// The client identifier of the app, for the grants and for public reads without a token.
    public var clientID: String?

    /// The client secret of the app.
    public var clientSecret: String?

    /// Seconds without any progress after which a request fails.
    public var timeout = 30.0

    /// How often a request may be retried after its first attempt.
    public var retries = 3

    /// How many failures in a row, without progress between them, end a transfer; the default lasts for minutes.
    public var transferRetries = 20

    /// Seconds that the rate limit may make a request wait in all; one that would wait longer fails with `rate_limit`.
    public var maximumWait = 900.0

    /// The `User-Agent`.
    public var userAgent = "vimeo-lua/\(version) (Swift)"

    /// A PEM file with the only certificates to trust; nil means `SSL_CERT_FILE`, else those of the system.
    public var caFile: String?

    /// The environment, read for proxies and `SSL_CERT_FILE`.
    public var environment: [String: String] = [:]

    /// No answer may be larger, in bytes after decompression.
    public var largestBody = 256 * 1024 * 1024

    /// Where the client logs to, at `debug` and below.
    public var logger = Logger(label: "vimeo", factory: { _ in SwiftLogNoOpLogHandler() })

    /// Called when the client waits before it retries, or starts an upload again.
    public var onNotice: @Sendable (Notice) -> Void = { _ in }

    /// Called with what happens to every transfer, its waits included (in place of `onNotice`); it must not block.
    public var onTransfer: (@Sendable (TransferEvent) -> Void)?

    /// The folder that remembers unfinished uploads, so that another process can continue them; nil for none.
    ///
    /// It is created when it is needed. Its files hold upload links, which are secrets: nobody else can read them.
    public var journalFolder: String?

    /// Called after every request that was made, redirects and retries included.
    public var onExchange: (@Sendable (Exchange) -> Void)?

    /// How far the API may be used; requests beyond that fail with `permission` and are not sent.
    public var access = Access.delete

    /// The same for requests to other hosts that the caller names.
    package var otherAccess = Access.delete

    /// The only other hosts that a caller may name, each as `host` or `host:port`; nil for all.
    ///
    /// Links that the API gives, to send and fetch files, are used wherever they lead.
    package var hosts: Set<String>?

    /// Whether answers have `***` where the server repeats the token or the client secret.
    package var hidesSecrets = false

    /// The files that may be sent and written.
    package var files = FileAccess.unlimited

    /// What the error of such a request advises.
    public var accessHint: String?
    package var otherAccessHint: String?

    /// What the error of a request that lacks a token advises.
    var noTokenHint = ErrorHints.noToken

    var timing = Timing.system

    /// Seconds that connecting may take, if that is less than `timeout`.
    var connectTimeout = 10.0

    /// The defaults: api.vimeo.com, no credentials.
    public init() {}
}
