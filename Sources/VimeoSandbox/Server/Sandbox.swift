import FoundationEssentials
public import JSONCore
import NIOCore
import NIOHTTP1
import NIOPosix
import Platform
import Synchronization

/// The sandbox, a local test Vimeo: the API on one port of the loopback interface, the hosts for uploads and for
/// downloads on others.
///
/// It runs in this process, on threads of its own, and starts with a small account. Nothing leaves the machine.
///
///     var options = SandboxOptions()
///     options.faults = try FaultPlan("api:502@10%")
///     let sandbox = try await Sandbox.start(options)
///     let client = try Client(.fromEnvironment(sandbox.environment))  // of the module `Vimeo`
///     // …
///     await sandbox.shutdown()
public final class Sandbox: Sendable {
    /// The base of the API, `http://127.0.0.1:PORT`; also where it listens on every address.
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

    /// Whether the account was in the folder that keeps the sandbox, and not made for this start.
    package let accountIsKept: Bool

    private let service: Service

    /// Starts a sandbox; it listens when this returns.
    ///
    /// - Throws: `SandboxError` if an option is wrong, the address or port cannot be listened on, the folder cannot be used,
    ///   or too many files are open.
    public static func start(_ options: SandboxOptions = SandboxOptions()) async throws(SandboxError) -> Sandbox {
        try options.check()
        // Without them NIO ends the process.
        guard (try? File.checkRoom(for: 12)) != nil else {
            throw SandboxError(
                code: .tooManyOpen,
                message: "The sandbox cannot start: too many files are open",
                hint: "raise the limit of open files with ulimit -n"
            )
        }
        var folder = try options.dataFolder.map { name throws(SandboxError) in try DataFolder(name) }
        let (store, isKept) = try store(options, in: &folder)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: min(4, System.coreCount))
        let service = Service(store, in: folder, group: group)
        do {
            let ports = store.identity.ports
            let sandbox = Sandbox(
                service,
                store.identity,
                isKept: isKept,
                apiRoot: try await listen(service, .api, options.host, options.port, before: ports[0]) {
                    APIHandler(service)
                },
                uploadRoot: try await listen(service, .upload, options.host, before: ports[1]) {
                    UploadHandler(service)
                },
                downloadRoot: try await listen(service, .download, options.host, before: ports[2]) {
                    DownloadHandler(service)
                }
            )
            try service.change { store, _ in sandbox.introduce(to: &store) }
            return sandbox
        } catch {
            await service.shutdown()
            if error is APIError, let folder = options.dataFolder { throw .cannotKeep(folder, Errno.noSpace) }
            throw SandboxError(
                code: .cannotListen,
                message: "The sandbox cannot listen on \(options.host), port \(options.port): \(reason(error))",
                hint: hint(error)
            )
        }
    }

    /// The store to begin with: that of the folder, or a new one.
    private static func store(
        _ options: SandboxOptions,
        in folder: inout DataFolder?
    ) throws(SandboxError) -> (Store, isKept: Bool) {
        var notes: [String] = []
        let kept = try folder?.load(options, &notes)
        var store = kept ?? Store(options: options)
        if kept == nil { store.addAccount() }
        // One that was revoked would leave its user without any.
        let users = [Store.owner, Store.other]
        let tokens = store.identity.tokens
        if tokens.count != users.count || !tokens.allSatisfy({ store.tokens[$0] != nil }) {
            store.identity.tokens = users.enumerated().map { place, user in
                place < tokens.count && store.tokens[tokens[place]] != nil
                    ? tokens[place] : store.issueToken(Scope.allCases, user: user).value
            }
            try folder?.begin(store)
        }
        if let folder {
            store.notesChanges = true
            store.resume(folder.sizes(of: store.uploads), now: options.now)
        }
        notes.forEach(options.onNotice)
        return (store, kept != nil)
    }

    /// Notes where it listens.
    private func introduce(to store: inout Store) {
        store.apiRoot = apiRoot
        store.uploadRoot = uploadRoot
        store.downloadRoot = downloadRoot
        let ports = [apiRoot, uploadRoot, downloadRoot].map { Int($0.split(separator: ":").last ?? "") ?? 0 }
        if store.notesChanges, store.identity.ports != ports { store.identity.ports = ports }
    }

    private static func hint(_ error: any Error) -> String {
        switch (error as? IOError).map({ Errno(rawValue: $0.errnoCode) }) {
        case .permissionDenied?: "ports below 1024 may need more rights; port 0 takes a free one"
        case .addressNotAvailable?, nil: "use an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all"
        default: "another program may use the port; port 0 takes a free one"
        }
    }

    private static func reason(_ error: any Error) -> String {
        if let error = error as? IOError { return Errno(rawValue: error.errnoCode).description }
        if error is SocketAddressError { return "there is no such address" }
        return "\(error)"
    }

    private init(
        _ service: Service,
        _ identity: Identity,
        isKept: Bool,
        apiRoot: String,
        uploadRoot: String,
        downloadRoot: String
    ) {
        self.service = service
        self.apiRoot = apiRoot
        self.uploadRoot = uploadRoot
        self.downloadRoot = downloadRoot
        accountIsKept = isKept
        accessToken = identity.tokens[0]
        secondAccessToken = identity.tokens[1]
        clientID = identity.clientID
        clientSecret = identity.clientSecret
    }

    /// Ends the sandbox: closes all connections and removes what was uploaded, unless a folder keeps it.
    public func shutdown() async {
        await service.shutdown()
    }

    /// The variables that clients read, and the token of another user.
    package var variables: [(name: String, value: String)] {
        [
            ("VIMEO_API_ROOT", apiRoot), ("VIMEO_ACCESS_TOKEN", accessToken), ("VIMEO_CLIENT_ID", clientID),
            ("VIMEO_CLIENT_SECRET", clientSecret), ("VIMEO_SECOND_ACCESS_TOKEN", secondAccessToken),
        ]
    }

    /// An environment for clients, in this process or another: `VIMEO_API_ROOT`, `VIMEO_ACCESS_TOKEN`, `VIMEO_CLIENT_ID`,
    /// `VIMEO_CLIENT_SECRET`, and `VIMEO_SECOND_ACCESS_TOKEN` for another user.
    public var environment: [String: String] {
        Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.value) })
    }

    /// A folder for the journal of a client, which lives as long as what was uploaded; nil if it cannot be created.
    package var journalFolder: String? { service.journal }

    /// All that requests can change, the same for the same state, to be compared or looked at: `things` by URI,
    /// with what is never shown to clients under `hidden`; `lists` of the URIs in each; `values`, the changed fields of
    /// what has no URI of its own.
    public var state: JSONValue { service.read(\.state) }

    /// What goes wrong from now on, in place of the faults it was started with.
    public func setFaults(_ plan: FaultPlan) { service.setFaults(plan) }

    /// The state as JSON.
    package var stateJSON: [UInt8] { state.bytes() }

    /// The requests received so far, oldest first; empty unless `SandboxOptions.recordsRequests`.
    public var requests: [RecordedRequest] { service.requests }

    /// Creates an authorization code as if the user had agreed in the browser; it can be exchanged once.
    ///
    /// - Parameter scopes: separated by spaces; unknown ones are left out.
    package func issueCode(redirectURI: String, scopes: String = "public private") -> String {
        change { store, now in
            store.issueCode(redirectURI: redirectURI, scopes: Self.known(scopes), user: Store.owner, now: now)
        }
    }

    /// Creates an access token of the account's user, with these scopes only.
    package func issueToken(scopes: String) -> String {
        change { store, _ in store.issueToken(Self.known(scopes), user: Store.owner).value }
    }

    /// A change for a test, which a disk that is full undoes.
    private func change(_ body: (inout Store, Instant) -> String) -> String {
        (try? service.change(body)) ?? ""
    }

    /// The file sent for a version, a picture or a text track, or for the newest version of a video; nil if there is none.
    func uploadedFile(of uri: String) -> (upload: Upload, path: String)? {
        let upload = service.read { store in
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
        before: Int,
        _ handler: @escaping @Sendable () -> some ChannelInboundHandler
    ) async throws -> String {
        // Links that others have lead to the port it had before; if another program has it now, they are void.
        if port == 0, before != 0, let root = try? await listen(service, origin, host, before, before: 0, handler) {
            return root
        }
        let channel = try await ServerBootstrap(group: origin == .api ? service.group : service.fileLoop)
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
                    try channel.pipeline.syncOperations.addHandler(FaultHandler(service, origin))
                    try channel.pipeline.syncOperations.addHandler(handler())
                }
            }
            .bind(host: host, port: port)
            .get()
        service.listeners.withLock { $0.append(channel) }
        // No client can connect to "every address": this machine's own is one of them.
        let name = host == "0.0.0.0" ? "127.0.0.1" : host == "::" ? "::1" : host
        return "http://\(name.contains(":") ? "[\(name)]" : name):\(channel.localAddress?.port ?? port)"
    }
}

/// Why a sandbox could not start.
public struct SandboxError: Error, Equatable, CustomStringConvertible {
    /// The cause.
    public enum Code: String, Sendable {
        /// An option has a value that it cannot have.
        case badOption = "bad_option"
        /// The address or the port is in use, or not one of this machine.
        case cannotListen = "cannot_listen"
        /// No file descriptors are left.
        case tooManyOpen = "too_many_open"
        /// Another sandbox uses the folder.
        case inUse = "in_use"
        /// The folder cannot be read or written, or its log is not one.
        case cannotKeep = "cannot_keep"
    }

    /// The cause.
    public let code: Code
    /// What happened.
    public let message: String
    /// What to do about it.
    public let hint: String

    /// The message and the hint.
    public var description: String { "\(message) (\(hint))" }

    static func cannotKeep(_ folder: String, _ reason: any Error) -> SandboxError {
        SandboxError(
            code: .cannotKeep,
            message: "The sandbox cannot use the folder \(folder): \(reason)",
            hint: "use a folder that can be written to"
        )
    }
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
