import Synchronization

@testable import Vimeo

/// A clock on which requests take no time: only when all that run stand in line it jumps to the end of the next wait.
final class SimulatedClock: Sendable {
    private let seconds = Mutex(0.0)
    private let running = Mutex(0)
    private let sender = Mutex(Sender())

    /// The client whose requests stand in line.
    private struct Sender {
        weak var client: Client?
    }

    var time: Double { seconds.withLock { $0 } }

    /// Makes a request of a client whose waits this clock times.
    func send(_ request: Request, by client: Client) async throws -> Response {
        sender.withLock { $0.client = client }
        running.withLock { $0 += 1 }
        defer { running.withLock { $0 -= 1 } }
        return try await client.send(request)
    }

    private var isIdle: Bool {
        let waiting = sender.withLock { $0.client }?.rate.waiting ?? 0
        return running.withLock { $0 == waiting }
    }

    var timing: Timing {
        Timing(
            now: { Int(RateServer.epoch + self.time) },
            sleep: { wait in
                repeat {
                    await Task.yield()
                    try Task.checkCancellation()
                } while !self.isIdle
                self.seconds.withLock { $0 += wait }
            },
            random: { 0.5 },
            uptime: { self.time }
        )
    }
}
