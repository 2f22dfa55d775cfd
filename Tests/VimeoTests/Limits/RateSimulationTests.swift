import Testing

@testable import Vimeo

@Suite("500 requests to a server that allows 60 a minute")
struct RateSimulationTests {
    static let honest: [(name: String, server: RateServer)] = [
        ("windows that begin with a request", RateServer()),
        ("windows by the clock", RateServer(windows: .withFullMinute)),
        ("reset as ISO 8601", RateServer(isISO: true)),
        ("a clock an hour ahead", RateServer(clockAhead: 3600)),
        ("a clock an hour behind", RateServer(clockAhead: -3600)),
        ("no Date", RateServer(sendsDate: false)),
        ("no Date, a clock an hour ahead", RateServer(clockAhead: 3600, sendsDate: false)),
        ("no Date, a clock an hour behind", RateServer(clockAhead: -3600, sendsDate: false)),
        ("no reset", RateServer(lie: { $0["X-RateLimit-Reset"] = nil })),
        ("reset in the past", RateServer(lie: { $0["X-RateLimit-Reset"] = "1000" })),
        ("no limit", RateServer(lie: { $0["X-RateLimit-Limit"] = nil })),
    ]

    @Test("None is refused, whatever the form of what the server says, and the allowance is used", arguments: honest)
    func noRefusal(_ server: (name: String, server: RateServer)) {
        var simulation = RateSimulation(server.server)
        simulation.run()
        #expect(simulation.done == 500)
        #expect(simulation.server.refused == 0)
        // Eight windows and a third, and what the last one leaves.
        #expect(simulation.time < 10 * 60, "\(simulation.time)")
        #expect(simulation.notices.count <= 20)
    }

    @Test("Where each request counts for a minute of its own, next to none is refused")
    func rolling() {
        var simulation = RateSimulation(RateServer(windows: .rolling))
        simulation.run()
        #expect(simulation.done == 500)
        // The reset is cut to whole seconds, in which more than one request may come free, or none.
        #expect(simulation.server.refused <= 5)
        #expect(simulation.time < 10 * 60, "\(simulation.time)")
    }

    @Test(
        "A window that somebody else has partly used costs refusals only if less than four are left",
        arguments: [1, 30, 53, 59]
    )
    func shared(used: Int) {
        var simulation = RateSimulation(RateServer())
        simulation.server.take(used, at: 0)
        simulation.run()
        #expect(simulation.done == 500)
        #expect(simulation.server.refused == max(0, used + RateGovernor.firstInFlight - 60))
    }

    @Test(
        "Where the window is used up before the first request, only the first four are refused",
        arguments: [1, 16, 64, 500]
    )
    func exhausted(tasks: Int) {
        var simulation = RateSimulation(RateServer())
        simulation.tasks = tasks
        simulation.server.take(60, at: 0)
        simulation.run()
        #expect(simulation.done == 500)
        #expect(simulation.server.refused == min(tasks, RateGovernor.firstInFlight))
    }

    @Test("Any number of tasks that start at once is held back", arguments: [1, 16, 64, 500])
    func burst(tasks: Int) {
        var simulation = RateSimulation(RateServer())
        simulation.tasks = tasks
        simulation.run()
        #expect(simulation.done == 500)
        #expect(simulation.server.refused == 0)
        #expect(simulation.mostInFlight <= RateGovernor.mostInFlight)
    }

    @Test("Slow answers change nothing", arguments: [1.0, 3.0, 20.0])
    func slow(latency: Double) {
        var simulation = RateSimulation(RateServer())
        simulation.latency = 0.01...latency
        simulation.run()
        #expect(simulation.done == 500)
        #expect(simulation.server.refused == 0)
    }

    @Test("A server that only refuses, and says nothing, is asked again after a minute and never in a crowd")
    func silent() {
        var simulation = RateSimulation(RateServer(lie: { $0 = [:] }))
        simulation.run()
        #expect(simulation.done == 500)
        // Nobody could know; as many as were on their way are refused in a window.
        #expect(simulation.server.refused <= 16 * 9)
        #expect(simulation.time < 20 * 60)
    }

    @Test(
        "A count that never falls, or a limit of nothing, costs some refusals and ends nothing",
        arguments: ["60", "-7"]
    )
    func lying(remaining: String) {
        let isNegative = remaining.hasPrefix("-")
        var simulation = RateSimulation(
            RateServer(lie: {
                $0["X-RateLimit-Remaining"] = remaining
                if isNegative { $0["X-RateLimit-Limit"] = "0" }
            })
        )
        simulation.run()
        #expect(simulation.done == 500)
        #expect(simulation.server.refused <= 16 * 9)
        #expect(simulation.time < 20 * 60, "\(simulation.time)")
    }

    @Test("The last tenth of a window is spread over the rest of it")
    func spread() {
        var simulation = RateSimulation(RateServer())
        simulation.requests = 60
        simulation.run()
        let late = simulation.starts.filter { $0 > 5 }
        #expect((4...7).contains(late.count), "\(late)")
        #expect(late.allSatisfy { $0 < 62 })
        #expect(zip(late, late.dropFirst()).allSatisfy { $1 - $0 > 5 })
        #expect(simulation.notices.count == 1)
    }

    @Test("While plenty is left nobody waits for the limit")
    func plenty() {
        var simulation = RateSimulation(RateServer(limit: 1_000_000))
        simulation.run()
        #expect(simulation.notices.isEmpty)
        // 500 requests by 16 tasks at 0.22 s on average.
        #expect(simulation.time < 500.0 / 16 * 0.3)
    }

    @Test("Without any headers there is no limit")
    func noHeaders() {
        var simulation = RateSimulation(RateServer(limit: 1_000_000, lie: { $0 = [:] }))
        simulation.run()
        #expect(simulation.notices.isEmpty)
        #expect(simulation.time < 500.0 / 16 * 0.3)
    }

    @Test("Who would have to wait too long fails, and those who can wait do not")
    func patience() {
        var simulation = RateSimulation(RateServer())
        simulation.patience = 100
        simulation.tasks = 500
        simulation.run()
        #expect(simulation.done + simulation.dismissed == 500)
        // The second window begins after a minute of standing; its last tenth comes too late for most.
        #expect((110...120).contains(simulation.done), "\(simulation.done)")
        #expect(simulation.server.refused == 0)
    }
}
