import Platform
import Synchronization
import Testing

@testable import Vimeo

@Suite("Limited bandwidth")
struct BandwidthTests {
    @Test("Unused bandwidth can be made up for a tenth of a second later, not more")
    func schedule() {
        var schedule = Bandwidth.Schedule(rate: 1000)
        #expect(schedule.reserve(125, now: 100) == 0)
        // The slack carries the first ones, then each waits for those before it.
        #expect(abs(schedule.reserve(125, now: 100) - 0.025) < 1e-9)
        #expect(abs(schedule.reserve(1000, now: 100) - 0.15) < 1e-9)
        #expect(abs(schedule.reserve(1, now: 100) - 1.15) < 1e-9)
        #expect(schedule.reserve(1000, now: 500) == 0)
        #expect(abs(schedule.reserve(1, now: 500) - 0.9) < 1e-9)
    }

    @Test(
        "Bytes are asked for by the eighth of a second, never less than one or more than a piece",
        arguments: [(1, 1), (7, 1), (1000, 125), (1_000_000, 125_000), (.max, 262_144)] as [(Int64, Int)]
    )
    func portions(rate: Int64, portion: Int) {
        #expect(Bandwidth(rate: rate, timing: .system).portion == portion)
    }

    @Test(
        "No transfer pauses longer than is said, however many run at the same time",
        arguments: [1, 7, 1000, 100_000_000] as [Int64]
    )
    func pauses(rate: Int64) {
        let bandwidth = Bandwidth(rate: rate, timing: .system)
        var schedule = Bandwidth.Schedule(rate: rate)
        // Each asks for its next portion when it has sent the one before.
        var next = [Double](repeating: 0, count: Transport.places)
        var longest = 0.0
        for turn in 0..<5 * Transport.places {
            let index = turn % Transport.places
            let pause = schedule.reserve(bandwidth.portion, now: next[index])
            next[index] += pause
            longest = max(longest, pause)
        }
        #expect(longest > bandwidth.longestPause / 2)
        #expect(longest <= bandwidth.longestPause + 1e-9)
    }

    @Test("A limited upload may look idle as long as the others have their turns")
    func idleLimit() async throws {
        try await UploadBench.run { all in
            for (limit, timeout, expected) in [
                (nil, nil, nil), (nil, 5, 5), (1000, nil, 128), (1000, 5, 13),
            ] as [(Int64?, Double?, Double?)] {
                var options = UploadOptions()
                (options.limit, options.timeout) = (limit, timeout)
                let source = try UploadSource.file(all.path).open(.unlimited)
                let upload = try await Upload(all.client, source, .video(owner: nil), [:], options) { _ in }
                #expect(upload.idleLimit == expected)
            }
        }
    }

    @Test("Transfers with the same limit at the same time share it; an unused limit is released")
    func shared() throws {
        let bandwidths = Bandwidths()
        let first = try bandwidths.bandwidth(10, timing: .system)
        #expect(try bandwidths.bandwidth(10, timing: .system) === first)
        #expect(try bandwidths.bandwidth(11, timing: .system) !== first)
        #expect(try bandwidths.bandwidth(nil, timing: .system) == nil)
        struct Place {
            weak var line: Bandwidth?
        }
        let place = Place(line: try bandwidths.bandwidth(12, timing: .system))
        #expect(place.line == nil)
    }

    @Test(
        "A limited upload arrives whole, no faster than the limit, which those that run at the same time share",
        arguments: [1, 2]
    )
    func limited(uploads: Int) async throws {
        let clock = SimulatedLine()
        try await UploadBench.run(size: 10_000) {
            $0.timing.uptime = { clock.now }
            $0.timing.sleep = { clock.sleep($0) }
        } uploadScript: { request in
            .status(204, [("Upload-Offset", "10000")])
        } body: { all in
            let (client, path) = (all.client, all.path)
            // Nothing really waits here, so the first could be done before the second begins.
            let line = try client.bandwidth(1000)
            defer { _ = line?.portion }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...uploads {
                    group.addTask {
                        var options = UploadOptions()
                        options.limit = 1000
                        _ = try await client.upload(file: path, options: options)
                    }
                }
                try await group.waitForAll()
            }
            #expect(all.uploads.requests.allSatisfy { $0.body == all.bytes })
            // All bytes but the last piece and the slack have been waited for.
            let seconds = Double(uploads * 10) - 0.125 - Bandwidth.Schedule.slack
            #expect(abs(clock.furthest - seconds) < 0.01)
        }
    }

    @Test("A limit below 1 is a usage error before any request", arguments: [0, -1, .min] as [Int64])
    func invalid(limit: Int64) async throws {
        try await UploadBench.run { all in
            var options = all.options()
            options.limit = limit
            let limited = options
            let error = await failure { _ = try await all.client.upload(file: all.path, options: limited) }
            #expect(error.kind == .usage)
            #expect(all.api.connections == 0)
        }
    }
}

/// A clock that stands still; it knows how far those who wait are told to wait.
private final class SimulatedLine: Sendable {
    private let state = Mutex(0.0)

    var now: Double { 0 }
    var furthest: Double { state.withLock { $0 } }

    func sleep(_ seconds: Double) {
        state.withLock { $0 = max($0, seconds) }
    }
}
