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
    private static let group = Mutex<MultiThreadedEventLoopGroup?>(nil)

    /// Connections to one host at a time, and requests under way.
    private static let places = 64

    /// A pool of connections of its own for each of these.
    private struct Key: Hashable {
        var proxy: Proxy?
        var timeout: Int64
    }

    private struct State {
        var pools: [Key: HTTPClient] = [:]
        var isDown = false

        func pool(_ key: Key) throws(VimeoError) -> HTTPClient? {
            guard isDown else { return pools[key] }
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
        let pools = state.withLock { Array($0.pools.values) }
        guard !pools.isEmpty else { return }
        Task { for pool in pools { try? await pool.shutdown() } }
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
            defer { state.pools = [:] }
            return Array(state.pools.values)
        }
        for pool in pools { try? await pool.shutdown() }
    }

    /// Waits until the event loop of all connections has done what it was given so far.
    static func catchUp() async throws { try await startedGroup().next().submit {}.get() }

    private static func startedGroup() throws(VimeoError) -> MultiThreadedEventLoopGroup {
        try group.withLock { group throws(VimeoError) in
            if let group { return group }
            // These stop the process if they get no descriptors: the event loop, and the timers of tasks.
            guard (try? File.checkRoom(for: 12)) != nil else { throw .tooManyOpen }
            let started = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            Task { try? await Task.sleep(for: .nanoseconds(1)) }
            group = started
            return started
        }
    }

    /// The pool of connections; `timeout` is seconds without progress.
    func pool(through proxy: Proxy?, timeout: Double) throws(VimeoError) -> HTTPClient {
        let key = Key(proxy: proxy, timeout: Self.nanoseconds(timeout))
        if let pool = try state.withLock({ state throws(VimeoError) in try state.pool(key) }) { return pool }
        // Without the lock, as this reads the certificates; another request may do the same at the same time.
        let built = HTTPClient(
            eventLoopGroupProvider: .shared(try Self.startedGroup()),
            configuration: settings(key, roots: try TrustRoots.load(caFile: caFile, environment: environment))
        )
        do throws(VimeoError) {
            let pool = try state.withLock { state throws(VimeoError) in
                let pool = try state.pool(key) ?? built
                state.pools[key] = pool
                return pool
            }
            if pool !== built { Task { try? await built.shutdown() } }
            return pool
        } catch {
            Task { try? await built.shutdown() }
            throw error
        }
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
