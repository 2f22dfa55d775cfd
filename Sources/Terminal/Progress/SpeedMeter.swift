/// The speed of a transfer over the last seconds.
///
/// Times are seconds of a clock that does not go back.
struct SpeedMeter: Equatable, Sendable {
    private struct Sample: Equatable {
        var time: Double
        var bytes: Int64
    }

    static let window = 5.0
    /// Before this time nothing is said about the speed.
    private static let minimumTime = 0.5
    /// Changes within this time are one sample.
    private static let granularity = 0.1

    private let start: Double
    /// Of the window, and the last one from before it.
    private var samples: [Sample]

    init(bytes: Int64, at time: Double) {
        start = time
        samples = [Sample(time: time, bytes: bytes)]
    }

    /// The number of bytes from a time on.
    ///
    /// Bytes that have to be sent again lower the number, but they were sent, so the speed does not change by that.
    mutating func move(to bytes: Int64, at time: Double) {
        let last = samples[samples.count - 1]
        let time = max(time, last.time)
        if bytes < last.bytes {
            let lost = last.bytes - bytes
            for index in samples.indices { samples[index].bytes -= lost }
        }
        let sample = Sample(time: time, bytes: bytes)
        if samples.count > 1, time - samples[samples.count - 2].time < Self.granularity {
            samples[samples.count - 1] = sample
        } else {
            samples.append(sample)
        }
        if let base = samples.lastIndex(where: { $0.time <= time - Self.window }) { samples.removeFirst(base) }
    }

    /// Bytes per second; nil in the first moments.
    func rate(at time: Double) -> Double? {
        let elapsed = min(Self.window, time - start)
        guard elapsed >= Self.minimumTime else { return nil }
        let base = samples.last { $0.time <= time - Self.window } ?? samples[0]
        return Double(samples[samples.count - 1].bytes - base.bytes) / elapsed
    }
}
