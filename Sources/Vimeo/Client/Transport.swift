import AsyncHTTPClient
import NIOCore
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import Platform
import Synchronization

/// The connections, which several clients may share; nothing is started before the first request.
final class Transport: Sendable {
    /// One thread serves every connection; it starts with the first request and ends with the process.
    private struct Thread {
        let group: MultiThreadedEventLoopGroup
        let executor: LoopExecutor
    }

    private static let thread = Mutex<Thread?>(nil)

    /// Connections to one host at a time, and requests under way.
    static let places = 64

    /// A pool of connections of its own for each of these.
    private struct Key: Equatable {
        var proxy: Proxy?
        var timeout: Int64
        var isSecure: Bool
        /// What `localhost` stands for, where that is the host.
        var loopback: Loopback?
    }

    private struct State {
        // A dictionary would look for its key's conformances, which takes as long as connecting.
        var pools: [(key: Key, client: HTTPClient)] = []
        var loopback = Loopback.v4
        var isDown = false

        func pool(_ key: Key) throws(VimeoError) -> HTTPClient? {
            guard isDown else { return pools.first { $0.key == key }?.client }
            throw VimeoError(.usage, code: .shutDown, "the client was shut down", hint: "create a new one")
        }
    }

    let gate = Gate(places: places)
    private let caFile: String?
    let environment: [String: String]
    private let largestBody: Int
    private let connectTimeout: Double
    private let state = Mutex(State())

    init(_ configuration: Configuration) {
        caFile = configuration.caFile
        environment = configuration.environment
        largestBody = configuration.largestBody
        connectTimeout = configuration.connectTimeout
    }

    deinit {
        let pools = state.withLock { $0.pools.map(\.client) }
        if !pools.isEmpty { Self.drop(pools) }
    }

    private static func drop(_ pools: [HTTPClient]) {
        Task(executorPreference: startedExecutor) { for pool in pools { try? await pool.shutdown() } }
    }

    /// Whether another configuration needs no other connections.
    func fits(_ configuration: Configuration) -> Bool {
        caFile == configuration.caFile && environment == configuration.environment
            && largestBody == configuration.largestBody
    }

    /// Ends all connections; requests under way fail.
    func shutdown() async {
        let pools = state.withLock { state in
            state.isDown = true
            defer { state.pools = [] }
            return state.pools.map(\.client)
        }
        for pool in pools { try? await pool.shutdown() }
    }

    /// Waits until the event loop of all connections has done what it was given so far.
    static func catchUp() async throws { try await started().group.next().submit {}.get() }

    private static func started() throws(VimeoError) -> Thread {
        try thread.withLock { thread throws(VimeoError) in
            if let thread { return thread }
            // The event loop stops the process if it gets no descriptors.
            guard (try? File.checkRoom(for: 8)) != nil else { throw .tooManyOpen }
            let group = SystemThread.withSignalsBlocked { MultiThreadedEventLoopGroup(numberOfThreads: 1) }
            let started = Thread(group: group, executor: LoopExecutor(group.next()))
            thread = started
            return started
        }
    }

    /// What runs tasks on the thread of the connections, which it starts.
    static func executor() throws(VimeoError) -> LoopExecutor { try started().executor }

    /// The same; nil if nothing has started the thread.
    static var startedExecutor: LoopExecutor? { thread.withLock { $0?.executor } }

    /// The pool of connections for a request.
    func pool(for outgoing: Outgoing, through proxy: Proxy?) async throws(VimeoError) -> HTTPClient {
        let origin = outgoing.address.origin
        let key = Key(
            proxy: proxy,
            timeout: Self.nanoseconds(outgoing.timeout),
            isSecure: origin.scheme == "https",
            loopback: origin.host == Loopback.name && proxy == nil ? loopback : nil
        )
        if let pool = try state.withLock({ state throws(VimeoError) in try state.pool(key) }) { return pool }
        // The threads of tasks, which start when they are first needed, stop the process if they get no descriptors.
        if origin.needsTaskPool || proxy != nil, (try? File.checkRoom(for: 4)) == nil { throw .tooManyOpen }
        // Another request may do the same at the same time.
        let roots = key.isSecure ? try await trustRoots() : nil
        let built = HTTPClient(
            eventLoopGroupProvider: .shared(try Self.started().group),
            configuration: settings(key, roots: roots)
        )
        do throws(VimeoError) {
            let pool = try state.withLock { state throws(VimeoError) in
                if let pool = try state.pool(key) { return pool }
                state.pools.append((key, built))
                return built
            }
            if pool !== built { Self.drop([built]) }
            return pool
        } catch {
            Self.drop([built])
            throw error
        }
    }

    /// The address that `localhost` stands for at present.
    private var loopback: Loopback { state.withLock { $0.loopback } }

    /// Makes a request by `attempt`; where `localhost` refuses to connect, once more at its other address.
    func tryingLoopbacks<Answer>(
        _ outgoing: Outgoing,
        _ attempt: () async throws(VimeoError) -> Answer
    ) async throws(VimeoError) -> Answer {
        let first = loopback
        do throws(VimeoError) {
            return try await attempt()
        } catch {
            guard outgoing.address.origin.host == Loopback.name, error.code == .refused else { throw error }
            state.withLock { if $0.loopback == first { $0.loopback = first.other } }
            do throws(VimeoError) {
                return try await attempt()
            } catch let second {
                throw second.isUnsent && second.kind == .network ? error : second
            }
        }
    }

    /// Reads and parses the certificates, on another thread than that of the connections.
    private func trustRoots() async throws(VimeoError) -> NIOSSLTrustRoots? {
        let loading = Task.detached { [caFile, environment] in
            Result { () throws(VimeoError) in try TrustRoots.load(caFile: caFile, environment: environment) }
        }
        return try await loading.value.get()
    }

    private func settings(_ key: Key, roots: NIOSSLTrustRoots?) -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let roots { tls.trustRoots = roots }
        let idle = TimeAmount.nanoseconds(key.timeout)
        var settings = HTTPClient.Configuration(
            tlsConfiguration: tls,
            redirectConfiguration: .disallow,
            timeout: .init(connect: max(.seconds(1), min(idle, .nanoseconds(Self.nanoseconds(connectTimeout))))),
            proxy: key.proxy.map(Self.proxy),
            decompression: .enabled(limit: .size(largestBody))
        )
        settings.httpVersion = .http1Only
        if let loopback = key.loopback { settings.dnsOverride = [Loopback.name: loopback.rawValue] }
        // Looked for at each request otherwise.
        settings.tracing.tracer = nil
        settings.http1_1ConnectionDebugInitializer = IdleGuard.initializer(limit: idle)
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.places
        // Our own retry policy handles failures to connect, and tells the user.
        settings.connectionPool.retryConnectionEstablishment = false
        return settings
    }

    private static func proxy(_ proxy: Proxy) -> HTTPClient.Configuration.Proxy {
        guard proxy.kind == .http else { return .socksServer(host: proxy.host, port: proxy.port) }
        let authorization = proxy.user.map {
            HTTPClient.Authorization.basic(username: $0, password: proxy.password ?? "")
        }
        return .server(host: proxy.host, port: proxy.port, authorization: authorization)
    }

    /// Two significant digits, rounded up, so that a script that computes its time-outs does not get a pool for each;
    /// at least a millisecond, at most a day.
    private static func nanoseconds(_ seconds: Double) -> Int64 {
        let milliseconds = Int64((min(max(seconds, 0.001), 86_400) * 1000).rounded(.up))
        var unit: Int64 = 1
        while milliseconds / unit >= 100 { unit *= 10 }
        return (milliseconds + unit - 1) / unit * unit * 1_000_000
    }
}
