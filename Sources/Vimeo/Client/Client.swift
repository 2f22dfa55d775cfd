import Logging
import Synchronization

/// A client of the Vimeo API: requests, sign-in, uploads.
///
/// It may be used from many tasks at once. Nothing happens before the first request: no thread, no connection. Call
/// ``shutdown()`` when it is no longer needed; a program that just ends need not.
///
/// ```swift
/// let client = try Client(.fromEnvironment())
/// let uri = try await client.upload(file: "talk.mp4", fields: ["name": "Talk"])
/// ```
public final class Client: Sendable {
    /// What the client was created with, except the credentials, which may have changed since.
    let configuration: Configuration
    let root: Address
    let transport: Transport
    let keepers: RateKeepers
    let bandwidths = Bandwidths()
    private let stored: SharedCredentials

    /// Creates a client; only an invalid `apiRoot` is an error here.
    public convenience init(_ configuration: Configuration = Configuration()) throws(VimeoError) {
        try self.init(configuration, transport: Transport(configuration), keepers: RateKeepers())
    }

    private init(
        _ configuration: Configuration,
        transport: Transport,
        keepers: RateKeepers,
        sharing stored: SharedCredentials? = nil
    ) throws(VimeoError) {
        root = try Self.root(configuration.apiRoot)
        self.configuration = configuration
        self.transport = transport
        self.keepers = keepers
        self.stored = stored ?? SharedCredentials(Credentials(configuration))
    }

    /// Another client that starts from this one's settings and credentials and shares its connections where it can.
    ///
    /// Where `change` leaves the credentials and the API root as they are, both clients have the same credentials also later:
    /// a sign-in of one is a sign-in of the other. Clients with the same token also share what is known about its rate limit.
    public func derived(_ change: (inout Configuration) -> Void) throws(VimeoError) -> Client {
        var changed = configuration
        let present = credentials
        changed.token = present.token
        changed.clientID = present.clientID
        changed.clientSecret = present.clientSecret
        change(&changed)
        let fitting = transport.fits(changed) ? transport : Transport(changed)
        let isSame = Credentials(changed) == present && changed.apiRoot == configuration.apiRoot
        if !isSame { changed.noTokenHint = ErrorHints.noToken }
        return try Client(changed, transport: fitting, keepers: keepers, sharing: isSame ? stored : nil)
    }

    /// Closes all connections, also those of clients derived from this one; requests under way fail.
    public func shutdown() async { await transport.shutdown() }

    /// Reads the certificates of the configuration's `caFile` now, instead of with the first request.
    public func loadCertificates() throws(VimeoError) {
        _ = try TrustRoots.load(caFile: configuration.caFile, environment: configuration.environment)
    }

    /// Whether there is an access token.
    public var isSignedIn: Bool { credentials.token?.isEmpty == false }

    /// Replaces the access token; nil signs out.
    public func setToken(_ token: String?) { stored.value.withLock { $0.token = token } }

    var credentials: Credentials { stored.value.withLock { $0 } }

    private static func root(_ text: String) throws(VimeoError) -> Address {
        var root = try Address(absolute: text, what: "API root")
        guard !root.target.contains("?") else {
            throw Address.unusable("API root", "has a query", hint: "write it as https://host or http://127.0.0.1:port")
        }
        while root.target.count > 1, root.target.hasSuffix("/") { root.target.removeLast() }
        return root
    }
}

/// Credentials that several clients may have in common.
private final class SharedCredentials: Sendable {
    let value: Mutex<Credentials>

    init(_ credentials: Credentials) { value = Mutex(credentials) }
}
