import NIOCore
import Synchronization
import Testing

@testable import Vimeo

@Suite("Tasks on the thread of the connections")
struct LoopExecutorTests {
    @Test("A task with the executor, and what it awaits, runs on the event loop")
    func thread() async throws {
        let executor = try Transport.executor()
        let places = await Task(executorPreference: executor) {
            var places = [executor.loop.inEventLoop]
            await Task.yield()
            places.append(executor.loop.inEventLoop)
            async let child = executor.loop.inEventLoop
            places.append(await child)
            return places
        }
        .value
        #expect(places == [true, true, true])
    }

    @Test("A request that runs there gets its answer, also one that has to wait for it")
    func request() async throws {
        try await withBench { _ in
            .json(200, "{\"a\":1}")
        } body: { bench, _ in
            let executor = try bench.client.executor()
            let bodies = try await Task(executorPreference: executor) {
                try await withThrowingTaskGroup(of: [UInt8].self) { group in
                    for _ in 0..<100 { group.addTask { try await bench.client.send(Request(.get, "/x")).body } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
            }
            .value
            #expect(bodies == Array(repeating: Array("{\"a\":1}".utf8), count: 100))
        }
    }

    @Test("A request that runs there can be cancelled from another thread")
    func cancellation() async throws {
        try await withBench { _ in
            .silence
        } body: { bench, server in
            let executor = try bench.client.executor()
            let task = Task(executorPreference: executor) {
                await failure { _ = try await bench.client.send(Request(.get, "/x")) }
            }
            await server.reached(1)
            task.cancel()
            #expect(await task.value.kind == .cancelled)
        }
    }

    @Test("A sleep ends after its time, and at once when its task is cancelled, before or meanwhile")
    func sleep() async throws {
        _ = try Transport.executor()
        try await Transport.sleep(0)
        try await Transport.sleep(-1)
        let task = Task { try await Transport.sleep(1e300) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let late = Task {
            await withTaskGroup(of: Bool.self) { group in
                group.addTask { (try? await Transport.sleep(.infinity)) == nil }
                await Task.yield()
                group.cancelAll()
                return await group.reduce(true) { $0 && $1 }
            }
        }
        #expect(await late.value)
    }

    @Test(
        "Only names and TLS take threads besides",
        arguments: [
            ("http", "127.0.0.1", false), ("http", "::1", false), ("http", "fe80::1", false),
            ("http", "localhost", false),
            ("http", "a.localhost", true), ("http", "a.example", true), ("https", "localhost", true),
            ("https", "127.0.0.1", true),
        ]
    )
    func taskPool(scheme: String, host: String, needsTaskPool: Bool) {
        #expect(Origin(scheme: scheme, host: host, port: 1).needsTaskPool == needsTaskPool)
    }

    @Test("Certificates are read for TLS only: a missing file fails no request over plain HTTP")
    func certificates() async throws {
        try await withBench {
            $0.caFile = "/nonexistent/ca.pem"
        } script: { _ in
            .json(200, "{}")
        } body: { bench, _ in
            let response = try await bench.client.send(Request(.get, "/x"))
            #expect(response.status == 200)
            let error = await failure {
                var request = Request(.get, "https://127.0.0.1:1/x")
                request.retries = 0
                _ = try await bench.client.send(request)
            }
            #expect(error.code == .caFile)
        }
    }
}
