import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix

/// A Vimeo of one's own on loopback: the API on one port, the hosts for uploads and for downloads on others.
///
/// It lives in this process, on one thread of its own, and starts with a small account. Nothing leaves the machine.
public final class Sandbox: Sendable {
    /// The base of the API, `http://127.0.0.1:PORT`.
    public let apiRoot: String
    /// The base of upload and picture links: another origin, which must never see the token.
    public let uploadRoot: String
    /// The base of what download links lead to: another origin again.
    public let downloadRoot: String
    /// A token of the account's user with every scope.
    public let accessToken: String
    /// The identifier of the app, for the grants.
    public let clientID: String
    /// The secret of the app, for the grants.
    public let clientSecret: String

    private let service: Service
    private let group: MultiThreadedEventLoopGroup

    /// Starts a sandbox; it listens when this returns.
    ///
    /// - Throws: `SandboxError` if the address or port cannot be listened on.
    public static func start(_ options: SandboxOptions = SandboxOptions()) async throws(SandboxError) -> Sandbox {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var settings = Settings(clientID: Store.randomHex(40), clientSecret: Store.randomHex(64))
        settings.transcodeTime = options.transcodeTime
        settings.linkLifetime = options.linkLifetime
        settings.rateLimit = options.rateLimit
        settings.quota = options.quota
        var store = Store(settings: settings)
        store.addAccount()
        let token = store.issueToken(Scope.allCases, user: Store.owner)
        let service = Service(store, options: options, group: group)
        do {
            let api = try await listen(group, options.host, options.port) { APIHandler(service) }
            let uploads = try await listen(group, options.host, 0) { UploadHandler(service) }
            let downloads = try await listen(group, options.host, 0) { DownloadHandler(service) }
            return Sandbox(service, group, settings, token.value, options.host, api, uploads, downloads)
        } catch {
            try? await group.shutdownGracefully()
            throw SandboxError(
                code: .cannotListen,
                message: "The sandbox cannot listen on \(options.host), port \(options.port): \(error)",
                hint: "another program may use the port; port 0 takes a free one"
            )
        }
    }

    private init(
        _ service: Service,
        _ group: MultiThreadedEventLoopGroup,
        _ settings: Settings,
        _ token: String,
        _ host: String,
        _ apiPort: Int,
        _ uploadPort: Int,
        _ downloadPort: Int
    ) {
        let host = host.contains(":") ? "[\(host)]" : host
        self.service = service
        self.group = group
        apiRoot = "http://\(host):\(apiPort)"
        let uploadRoot = "http://\(host):\(uploadPort)"
        self.uploadRoot = uploadRoot
        let downloadRoot = "http://\(host):\(downloadPort)"
        self.downloadRoot = downloadRoot
        accessToken = token
        clientID = settings.clientID
        clientSecret = settings.clientSecret
        service.withStore { store, _ in
            store.uploadRoot = uploadRoot
            store.downloadRoot = downloadRoot
        }
    }

    /// Ends the sandbox: closes all connections and removes what was uploaded.
    public func shutdown() async {
        // Fails only when it was shut down before.
        try? await group.shutdownGracefully()
        service.files.remove()
    }

    /// The requests received so far, oldest first; empty unless `SandboxOptions.recordsRequests`.
    public var requests: [RecordedRequest] {
        service.requests
    }

    /// Makes an authorization code as if the user had agreed in the browser.
    ///
    /// It can be exchanged once.
    ///
    /// - Parameter scopes: separated by blanks; unknown ones are left out.
    public func issueCode(redirectURI: String, scopes: String = "public private") -> String {
        service.withStore { store, _ in
            store.issueCode(redirectURI: redirectURI, scopes: Self.known(scopes), user: Store.owner)
        }
    }

    /// Makes an access token of the account's user, with these scopes only.
    public func issueToken(scopes: String) -> String {
        service.withStore { store, _ in store.issueToken(Self.known(scopes), user: Store.owner).value }
    }

    /// The bytes sent for a version, a picture or a text track, or for the newest version of a video; nil if none were asked for.
    public func uploadedFile(of uri: String) -> StoredFile? {
        service.withStore { store, _ in
            let newest = store.members("\(uri)/versions").last ?? uri
            guard let upload = store.uploads.values.first(where: { $0.target == newest }) else { return nil }
            var size: Int64?
            if case .version = upload.purpose { size = upload.size }
            let path = self.service.files.file(upload.id)
            return StoredFile(uri: newest, size: size, received: upload.offset, path: path)
        }
    }

    /// The bytes of `uploadedFile(of:)`, all of them in memory; nil if there are none.
    public func uploadedContent(of uri: String) -> [UInt8]? {
        uploadedFile(of: uri).flatMap { FileManager.default.contents(atPath: $0.path) }.map { [UInt8]($0) }
    }

    private static func known(_ scopes: String) -> [Scope] {
        scopes.split(separator: " ").compactMap { Scope(rawValue: String($0)) }
    }

    /// Binds a port and serves HTTP/1.1 on it.
    ///
    /// - Returns: the port.
    private static func listen(
        _ group: MultiThreadedEventLoopGroup,
        _ host: String,
        _ port: Int,
        _ handler: @escaping @Sendable () -> some ChannelInboundHandler
    ) async throws -> Int {
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(ChannelOptions.backlog, value: 256)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(
                ChannelOptions.recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 8192, maximum: 1 << 18)
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(handler())
                }
            }
            .bind(host: host, port: port)
            .get()
        return channel.localAddress?.port ?? port
    }
}
