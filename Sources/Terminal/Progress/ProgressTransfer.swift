/// A transfer of a file, or a count of items, whose numbers are those of the items.
struct ProgressTransfer: Equatable, Sendable {
    enum Unit {
        case bytes
        case items
    }

    struct Wait: Equatable {
        var end: Double
        var reason: String

        /// `retrying in 12 s: connection refused`.
        func text(at time: Double) -> String {
            let left = end - time
            let start = left > 0 ? "retrying in \(ProgressFormat.countdown(left))" : "retrying now"
            return reason.isEmpty ? start : "\(start): \(reason)"
        }
    }

    let id: Int
    let unit: Unit
    /// As given.
    let rawName: String
    /// Safe to show.
    let name: String
    let start: Double
    /// Bytes that did not have to be sent.
    let startBytes: Int64
    private(set) var total: Int64?
    private(set) var sent: Int64
    private(set) var confirmed: Int64
    private(set) var retries = 0
    private(set) var wait: Wait?
    private var meter: SpeedMeter

    init(id: Int, name: String, total: Int64?, confirmed: Int64, unit: Unit = .bytes, at time: Double) {
        self.id = id
        self.unit = unit
        rawName = name
        self.name = name.isEmpty ? "#\(id)" : TerminalText.line(name)
        start = time
        self.total = total.flatMap { $0 >= 0 ? $0 : nil }
        startBytes = max(0, confirmed)
        sent = startBytes
        self.confirmed = startBytes
        meter = SpeedMeter(bytes: startBytes, at: time)
    }

    mutating func move(sent: Int64, confirmed: Int64, total: Int64?, at time: Double) {
        if let total, total >= 0 { self.total = total }
        self.sent = max(0, sent)
        self.confirmed = max(0, confirmed)
        if wait != nil {
            wait = nil
            meter = SpeedMeter(bytes: self.sent, at: time)
        } else {
            meter.move(to: self.sent, at: time)
        }
    }

    mutating func wait(_ seconds: Double, reason: String, at time: Double) {
        retries += 1
        wait = Wait(end: time + (seconds.isFinite ? max(0, seconds) : 0), reason: TerminalText.line(reason))
    }

    var fraction: Double? { total.map { Self.fraction(sent, of: $0) } }

    var confirmedFraction: Double? { total.map { Self.fraction(confirmed, of: $0) } }

    /// Recent bytes per second, or items per second since the start: one may take longer than what counts as recent.
    func rate(at time: Double) -> Double? {
        guard unit == .items else { return wait == nil ? meter.rate(at: time) : 0 }
        return time - start < SpeedMeter.minimumTime ? nil : Double(sent) / (time - start)
    }

    func timeLeft(at time: Double) -> Double? {
        guard let total, let rate = rate(at: time), rate > 0 else { return nil }
        return Double(max(0, total - sent)) / rate
    }

    static func fraction(_ part: Int64, of total: Int64) -> Double {
        part >= total ? 1 : min(0.999_999, max(0, Double(part) / Double(total)))
    }
}

/// The speed of a transfer over the last seconds.
struct SpeedMeter: Equatable, Sendable {
    private struct Sample: Equatable {
        var time: Double
        var bytes: Int64
    }

    static let window = 5.0
    /// Before this time the speed is unknown.
    static let minimumTime = 0.5
    /// Changes within this time are one sample.
    private static let granularity = 0.1

    private let start: Double
    /// Of the window, and the last one from before it.
    private var samples: [Sample]

    init(bytes: Int64, at time: Double) {
        start = time
        samples = [Sample(time: time, bytes: bytes)]
    }

    /// Notes the number of bytes; those that have to be sent again lower it, but not the speed.
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

    func rate(at time: Double) -> Double? {
        let elapsed = min(Self.window, time - start)
        guard elapsed >= Self.minimumTime else { return nil }
        let base = samples.last { $0.time <= time - Self.window } ?? samples[0]
        return Double(samples[samples.count - 1].bytes - base.bytes) / elapsed
    }
}
