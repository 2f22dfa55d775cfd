import Synchronization

@testable import Vimeo

/// A client against a test server, with a clock that never waits and a record of waits and notices.
final class Bench: Sendable {
    private let record = Mutex((waits: [Double](), notices: [Notice]()))
    let client: Client

    static let token = "0123456789abcdef0123456789abcdef01234567"

    init(
        root: String,
        token: String? = Bench.token,
        configure: (inout Configuration) -> Void = { _ in }
    ) throws {
        final class Box: Sendable { let owner = Mutex<Bench?>(nil) }
        let box = Box()
        var configuration = Configuration()
        configuration.apiRoot = root
        configuration.token = token
        // Far more than a loaded machine needs; tests of the limit set their own.
        configuration.timeout = 120
        configuration.connectTimeout = 120
        configuration.timing = Timing(
            now: { 1_700_000_000 },
            sleep: { seconds in
                try Task.checkCancellation()
                box.owner.withLock { $0 }?.record.withLock { $0.waits.append(seconds) }
            },
            random: { 0.5 },
            uptime: { 0 }
        )
        configuration.onNotice = { notice in
            box.owner.withLock { $0 }?.record.withLock { $0.notices.append(notice) }
        }
        configure(&configuration)
        client = try Client(configuration)
        box.owner.withLock { $0 = self }
    }

    var waits: [Double] { record.withLock { $0.waits } }
    var notices: [Notice] { record.withLock { $0.notices } }
}

/// Runs a body against a scripted server with a client for it.
func withBench<Result: Sendable>(
    token: String? = Bench.token,
    configure: (inout Configuration) -> Void = { _ in },
    early: @escaping TestServer.EarlyScript = { _ in nil },
    script: @escaping TestServer.Script,
    body: (Bench, TestServer) async throws -> Result
) async throws -> Result {
    try await TestServer.run(early: early, script: script) { server in
        let bench = try Bench(root: server.root, token: token, configure: configure)
        do {
            let result = try await body(bench, server)
            await bench.client.shutdown()
            return result
        } catch {
            await bench.client.shutdown()
            throw error
        }
    }
}

/// The error a call ends with; fails the test if there is none.
func failure(_ body: () async throws -> Void) async -> VimeoError {
    do {
        try await body()
    } catch let error as VimeoError {
        return error
    } catch {
        return VimeoError(.api, code: "unexpected", "unexpected error: \(error)")
    }
    return VimeoError(.api, code: "none", "there was no error")
}
