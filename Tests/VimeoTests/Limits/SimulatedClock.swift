import Synchronization

@testable import Vimeo

/// A clock that jumps to the end of every wait.
final class SimulatedClock: Sendable {
    private let seconds = Mutex(0.0)

    var time: Double { seconds.withLock { $0 } }

    var timing: Timing {
        Timing(
            now: { Int(RateServer.epoch + self.time) },
            sleep: { wait in
                try Task.checkCancellation()
                self.seconds.withLock { $0 += wait }
            },
            random: { 0.5 },
            uptime: { self.time }
        )
    }
}
