import Synchronization
import Testing

@testable import Vimeo

@Suite("Cancellation")
struct CancellationTests {
    @Test("A task that is cancelled while it waits for an answer ends with kind cancelled")
    func waiting() async throws {
        try await withBench { _ in
            .silence
        } body: { bench, server in
            let task = Task { await failure { _ = try await bench.client.send(Request(.get, "/x")) } }
            await server.reached(1)
            task.cancel()
            #expect(await task.value.kind == .cancelled)
            #expect(server.requests.count == 1)
        }
    }

    @Test("A task that is cancelled during the back-off ends with kind cancelled and sends nothing more")
    func backOff() async throws {
        let began = AsyncStream.makeStream(of: Void.self)
        try await withBench {
            $0.timing.sleep = { _ in
                began.continuation.yield()
                try await Task.sleep(for: .seconds(3600))
            }
        } script: { _ in
            .status(503)
        } body: { bench, server in
            let task = Task { await failure { _ = try await bench.client.send(Request(.get, "/x")) } }
            for await _ in began.stream { break }
            task.cancel()
            #expect(await task.value.kind == .cancelled)
            #expect(server.requests.count == 1)
        }
    }

    @Test("A task that was cancelled before sends nothing")
    func before() async throws {
        try await withBench { _ in
            .json(200, "{}")
        } body: { bench, server in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await failure { _ = try await bench.client.send(Request(.get, "/x")) }
            }
            #expect(await task.value.kind == .cancelled)
            #expect(server.requests.isEmpty)
        }
    }

    @Test("A thousand requests at once all get their answers, over no more than 64 connections")
    func many() async throws {
        try await withBench {
            .status(200, body: Array($0.target.utf8))
        } body: { bench, server in
            let client = bench.client
            let isRight = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<1000 {
                    group.addTask {
                        let path = "/\(number)"
                        return try await client.send(Request(.get, path)).body == Array(path.utf8)
                    }
                }
                return try await group.reduce(true) { $0 && $1 }
            }
            #expect(isRight)
            #expect(server.requests.count == 1000)
            #expect(server.connections <= 64)
        }
    }

    @Test("The gate lets in as many as it has places, and one that is cancelled in line takes none")
    func gate() async {
        let gate = Gate(places: 1)
        #expect(await gate.enter())
        let cancelled = Task { await gate.enter() }
        cancelled.cancel()
        #expect(await cancelled.value == false)
        let waiting = Task { await gate.enter() }
        gate.leave()
        #expect(await waiting.value)
        gate.leave()
        #expect(await gate.enter())
    }

    @Test("After a shutdown a request is an error")
    func shutdown() async throws {
        try await withBench { _ in
            .json(200, "{}")
        } body: { bench, _ in
            _ = try await bench.client.send(Request(.get, "/x"))
            await bench.client.shutdown()
            #expect(await failure { _ = try await bench.client.send(Request(.get, "/x")) }.code == "shut_down")
        }
    }

    @Test("A client that is dropped without a shutdown gets its answer, and another client works after it")
    func dropped() async throws {
        try await TestServer.run(script: { _ in .json(200, "{}") }) { server in
            var configuration = Configuration()
            configuration.apiRoot = server.root
            configuration.token = "x"
            for count in 1...2 {
                let response = try await Client(configuration).send(Request(.get, "/x"))
                #expect(response.status == 200)
                #expect(server.requests.count == count)
            }
        }
    }
}
