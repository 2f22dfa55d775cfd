import Synchronization
import Testing

@testable import Vimeo

@Suite("Clients and the rate limit")
struct RateClientTests {
    /// A server that counts by a clock.
    private final class Counter: Sendable {
        let model: Mutex<RateServer>
        let clock: SimulatedClock

        init(_ model: RateServer, clock: SimulatedClock) {
            self.model = Mutex(model)
            self.clock = clock
        }

        func answer() -> Reply {
            let (status, headers) = model.withLock { $0.answer(at: clock.time) }
            return .json(status, "{}", headers.map { ($0.key, $0.value) })
        }
    }

    private static func send(_ count: Int, tasks: Int, by client: Client, clock: SimulatedClock) async throws -> [Int] {
        try await withThrowingTaskGroup(of: Int.self) { group in
            var statuses: [Int] = []
            for number in 0..<count {
                if number >= tasks, let status = try await group.next() { statuses.append(status) }
                group.addTask { try await clock.send(Request(.get, "/x"), by: client).status }
            }
            for try await status in group { statuses.append(status) }
            return statuses
        }
    }

    @Test(
        "500 requests by 16 tasks to a server that allows 60 a minute: the first four are refused if the window was used up, else none",
        arguments: [0, 60]
    )
    func many(used: Int) async throws {
        let clock = SimulatedClock()
        var model = RateServer()
        model.take(used, at: 0)
        let counter = Counter(model, clock: clock)
        try await withBench {
            $0.timing = clock.timing
        } script: { _ in
            counter.answer()
        } body: { bench, server in
            let statuses = try await Self.send(500, tasks: 16, by: bench.client, clock: clock)
            #expect(statuses == Array(repeating: 200, count: 500))
            #expect(counter.model.withLock { $0.refused } == (used == 0 ? 0 : RateGovernor.firstInFlight))
            #expect(bench.notices.allSatisfy { $0.kind == .rateLimit && $0.message.hasPrefix("rate limit: ") })
            #expect((7...30).contains(bench.notices.count), "\(bench.notices)")
            #expect(bench.client.rate.waiting == 0)
            #expect(bench.client.rate.limit == 60)
        }
    }

    private static let refusal = Reply.json(429, "{}", [("Retry-After", "30")])

    @Test("Clients of one token wait together, those of another token do not wait")
    func shared() async throws {
        let script = Steps([Self.refusal, .json(200, "{}")])
        try await withBench { _ in
            script.next()
        } body: { bench, _ in
            let request = Request(.get, "/x", retries: 0)
            #expect(try await bench.client.send(request).status == 429)
            let other = try bench.client.derived { $0.token = "fedcba9876543210" }
            #expect(try await other.send(request).status == 200)
            #expect(bench.waits.isEmpty)
            // Another limit on bodies makes it use connections of its own.
            let same = try bench.client.derived { $0.largestBody = 1000 }
            #expect(try await same.send(request).status == 200)
            #expect(bench.waits == [30])
            #expect(bench.notices.map(\.message) == ["rate limit: waiting 30 s"])
        }
    }

    @Test("Other origins have no part in it, and need not wait")
    func elsewhere() async throws {
        try await TestServer.run { _ in
            .json(200, "{}")
        } body: { elsewhere in
            try await withBench {
                _ in
                Self.refusal
            } body: { bench, server in
                _ = try await bench.client.send(Request(.get, "/x", retries: 0))
                #expect(try await bench.client.send(Request(.get, "\(elsewhere.root)/x")).status == 200)
                #expect(bench.waits.isEmpty)
            }
        }
    }

    @Test("A refusal that repeats is given back when the retries are used up, each after its wait")
    func usedUp() async throws {
        try await withBench { _ in
            Self.refusal
        } body: { bench, server in
            let answer = try await bench.client.send(Request(.post, "/x", body: .json(Array("{}".utf8)), retries: 2))
            #expect(answer.status == 429)
            #expect(bench.waits == [30, 30])
            #expect(server.requests.count == 3)
        }
    }

    @Test("Who would wait too long gets the refusal itself, or an error that says so, at once")
    func tooLong() async throws {
        try await withBench {
            $0.maximumWait = 20
        } script: { _ in
            Self.refusal
        } body: { bench, server in
            let refusal = try await bench.client.send(Request(.get, "/x"))
            #expect(refusal.status == 429)
            let error = await failure { _ = try await bench.client.send(Request(.get, "/y")) }
            #expect(error.kind == .rateLimit)
            #expect(error.code == "max_wait")
            #expect(error.message.hasPrefix("GET \(server.root)/y: the rate limit ends in 30 s"))
            #expect(error.hint?.contains("--max-wait") == true)
            #expect(error.isTransient)
            #expect(bench.waits.isEmpty)
            #expect(server.requests.count == 1)
        }
    }

    @Test("A wait can be cancelled, and leaves the line empty")
    func cancelling() async throws {
        let (notices, heard) = AsyncStream.makeStream(of: Notice.self)
        try await withBench { configuration in
            configuration.onNotice = { heard.yield($0) }
            configuration.timing.sleep = { try await Task.sleep(for: .seconds($0 * 1000)) }
        } script: { _ in
            Self.refusal
        } body: { bench, server in
            _ = try await bench.client.send(Request(.get, "/x", retries: 0))
            let waiting = Task { await failure { _ = try await bench.client.send(Request(.get, "/y")) } }
            var iterator = notices.makeAsyncIterator()
            #expect(await iterator.next()?.kind == .rateLimit)
            #expect(bench.client.rate.waiting == 1)
            waiting.cancel()
            #expect(await waiting.value.kind == .cancelled)
            #expect(bench.client.rate.waiting == 0)
            #expect(server.requests.count == 1)
        }
    }

    @Test("A task that is cancelled already does not stand in line")
    func cancelledBefore() async throws {
        try await withBench { _ in
            .json(200, "{}")
        } body: { bench, server in
            let error = await Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await failure { _ = try await bench.client.send(Request(.get, "/x")) }
            }.value
            #expect(error.kind == .cancelled)
            let answer = try await bench.client.send(Request(.get, "/x"))
            #expect(answer.status == 200)
            #expect(server.requests.count == 1)
        }
    }

    @Test("Many that are cancelled in the middle leave room for the others")
    func cancelledCrowd() async throws {
        let counter = Counter(RateServer(), clock: SimulatedClock())
        try await withBench {
            $0.timing = counter.clock.timing
        } script: { _ in
            counter.answer()
        } body: { bench, server in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask { _ = try? await counter.clock.send(Request(.get, "/x\(number)"), by: bench.client) }
                }
                await server.reached(10)
                group.cancelAll()
            }
            #expect(bench.client.rate.waiting == 0)
            let answer = try await counter.clock.send(Request(.get, "/x"), by: bench.client)
            #expect(answer.status == 200)
        }
    }

    @Test("What is known of the limit can be asked for")
    func rate() async throws {
        let reply = Reply.json(
            200,
            "{}",
            [("X-RateLimit-Limit", "60"), ("X-RateLimit-Remaining", "59"), ("X-RateLimit-Reset", "1700000060")]
        )
        try await withBench { _ in
            reply
        } body: { bench, _ in
            #expect(bench.client.rate == RateState())
            _ = try await bench.client.send(Request(.get, "/x"))
            #expect(bench.client.rate == RateState(limit: 60, remaining: 59, reset: 1_700_000_060, waiting: 0))
            bench.client.setToken(nil)
            #expect(bench.client.rate == RateState())
        }
    }

    @Test("While requests are spread over the rest of a window, the user is told how often one goes")
    func spread() async throws {
        let counter = Counter(RateServer(), clock: SimulatedClock())
        try await withBench {
            $0.timing = counter.clock.timing
        } script: { _ in
            counter.answer()
        } body: { bench, _ in
            _ = try await Self.send(58, tasks: 4, by: bench.client, clock: counter.clock)
            let message = bench.notices.first?.message ?? ""
            #expect(message.hasPrefix("rate limit: ") && message.contains("; sending one every "), "\(message)")
        }
    }
}
