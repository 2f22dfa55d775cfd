import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
import Platform

/// The sandbox, a local test Vimeo: the API on one port of the loopback interface, the hosts for uploads and for
/// downloads on others.
///
/// It runs in this process, on one thread of its own, and starts with a small account. Nothing leaves the machine.
///
///     var options = SandboxOptions()
///     options.faults = try FaultPlan("api:502@10%")
///     let sandbox = try await Sandbox.start(options)
///     var configuration = Configuration()  // of the client in `Vimeo`
///     configuration.apiRoot = sandbox.apiRoot
///     configuration.token = sandbox.accessToken
///     // …
///     await sandbox.shutdown()
public final class Sandbox: Sendable {
    /// The base of the API, `http://127.0.0.1:PORT`.
    public let apiRoot: String
    /// The base of upload and picture links: another origin, which must never see the token.
    package let uploadRoot: String
    /// The base of what download links lead to: another origin again.
    package let downloadRoot: String
    /// A token of the account's user with every scope.
    public let accessToken: String
    /// A token of another user with every scope, to move things from one account to another.
    public let secondAccessToken: String
    /// The identifier of the app, for the grants.
    public let clientID: String
    /// The secret of the app, for the grants.
    public let clientSecret: String

    private let service: Service

    /// Starts a sandbox; it listens when this returns.
    ///
    /// - Throws: `SandboxError` if the address or port cannot be listened on, or too many files are open.
    public static func start(_ options: SandboxOptions = SandboxOptions()) async throws(SandboxError) -> Sandbox {
        // Without them NIO ends the process.
        guard (try? File.checkRoom(for: 12)) != nil else {
            throw SandboxError(
                code: .tooManyOpen,
                message: "The sandbox cannot start: too many files are open",
                hint: "raise the limit of open files with ulimit -n"
            )
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var store = Store(options: options)
        store.addAccount()
        let tokens = [Store.owner, Store.other].map { store.issueToken(Scope.allCases, user: $0).value }
        let service = Service(store, group: group)
        do {
            return Sandbox(
                service,
                store,
                tokens,
                apiRoot: try await listen(service, .api, options.host, options.port) { APIHandler(service) },
                uploadRoot: try await listen(service, .upload, options.host) { UploadHandler(service) },
                downloadRoot: try await listen(service, .download, options.host) { DownloadHandler(service) }
            )
        } catch {
            try? await group.shutdownGracefully()
            throw SandboxError(
                code: .cannotListen,
                message: "The sandbox cannot listen on \(options.host), port \(options.port): \(reason(error))",
                hint: "another program may use the port; port 0 takes a free one"
            )
        }
    }

    private static func reason(_ error: any Error) -> String {
        (error as? IOError).map { Errno(rawValue: $0.errnoCode).description } ?? "\(error)"
    }

    private init(
        _ service: Service,
        _ store: Store,
        _ tokens: [String],
        apiRoot: String,
        uploadRoot: String,
        downloadRoot: String
    ) {
        self.service = service
        self.apiRoot = apiRoot
        self.uploadRoot = uploadRoot
        self.downloadRoot = downloadRoot
        accessToken = tokens[0]
        secondAccessToken = tokens[1]
        clientID = store.clientID
        clientSecret = store.clientSecret
        service.withStore { store, _ in
            store.uploadRoot = uploadRoot
            store.downloadRoot = downloadRoot
        }
    }

    /// Ends the sandbox: closes all connections and removes what was uploaded.
    public func shutdown() async {
        // Throws only if it was shut down before.
        try? await service.group.shutdownGracefully()
        service.files.remove()
    }

    /// A folder for the journal of a client, which is removed with the sandbox; nil if it cannot be created.
    package var journalFolder: String? { service.files.file("journal") }

    /// The requests received so far, oldest first; empty unless `SandboxOptions.recordsRequests`.
    public var requests: [RecordedRequest] { service.requests }

    /// Creates an authorization code as if the user had agreed in the browser; it can be exchanged once.
    ///
    /// - Parameter scopes: separated by spaces; unknown ones are left out.
    package func issueCode(redirectURI: String, scopes: String = "public private") -> String {
        service.withStore { store, _ in
            store.issueCode(redirectURI: redirectURI, scopes: Self.known(scopes), user: Store.owner)
        }
    }

    /// Creates an access token of the account's user, with these scopes only.
    package func issueToken(scopes: String) -> String {
        service.withStore { store, _ in store.issueToken(Self.known(scopes), user: Store.owner).value }
    }

    /// The file sent for a version, a picture or a text track, or for the newest version of a video; nil if there is none.
    func uploadedFile(of uri: String) -> (upload: Upload, path: String)? {
        let upload = service.withStore { store, _ in
            let newest = store.members("\(uri)/versions").last ?? uri
            return store.uploads.values.first { $0.target == newest }
        }
        return upload.flatMap { upload in service.files.file(upload.id).map { (upload, $0) } }
    }

    /// The bytes sent for a version, a picture or a text track, or for the newest version of a video; nil if there are
    /// none.
    public func uploadedContent(of uri: String) -> [UInt8]? {
        uploadedFile(of: uri).flatMap { FileManager.default.contents(atPath: $0.path) }.map { [UInt8]($0) }
    }

    private static func known(_ scopes: String) -> [Scope] {
        scopes.split(separator: " ").compactMap { Scope(rawValue: String($0)) }
    }

    /// Binds a port and serves HTTP/1.1 on it; returns the base of its URLs.
    private static func listen(
        _ service: Service,
        _ origin: RecordedRequest.Origin,
        _ host: String,
        _ port: Int = 0,
        _ handler: @escaping @Sendable () -> some ChannelInboundHandler
    ) async throws -> String {
        let channel = try await ServerBootstrap(group: service.group)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptPause())
                }
            }
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
                    if service.hasFaults {
                        try channel.pipeline.syncOperations.addHandler(FaultHandler(service, origin))
                    }
                    try channel.pipeline.syncOperations.addHandler(handler())
                }
            }
            .bind(host: host, port: port)
            .get()
        return "http://\(host.contains(":") ? "[\(host)]" : host):\(channel.localAddress?.port ?? port)"
    }
}

/// Why a sandbox could not start.
public struct SandboxError: Error, Equatable, CustomStringConvertible {
    /// The cause.
    public enum Code: String, Sendable {
        /// The address or the port is in use, or not one of this machine.
        case cannotListen = "cannot_listen"
        /// No file descriptors are left.
        case tooManyOpen = "too_many_open"
    }

    /// The cause.
    public let code: Code
    /// What happened.
    public let message: String
    /// What to do about it.
    public let hint: String

    /// The message and the hint.
    public var description: String { "\(message) (\(hint))" }
}

/// Stops accepting for a moment when there is no descriptor for a connection: NIO would ask again at once, for ever.
private final class AcceptPause: ChannelInboundHandler {
    typealias InboundIn = Channel

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is IOError else { return context.fireErrorCaught(error) }
        let options = context.channel.syncOptions
        try? options?.setOption(.autoRead, value: false)
        context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(100)) {
            try? options?.setOption(.autoRead, value: true)
        }
    }
}
