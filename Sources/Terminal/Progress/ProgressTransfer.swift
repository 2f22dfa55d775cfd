/// What is known about a running transfer.
struct ProgressTransfer: Equatable, Sendable {
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
    /// As it was given.
    let rawName: String
    /// As it may be shown.
    let name: String
    let start: Double
    /// What did not need to be sent.
    let startBytes: Int64
    private(set) var total: Int64?
    private(set) var sent: Int64
    private(set) var confirmed: Int64
    private(set) var retries = 0
    private(set) var wait: Wait?
    private var meter: SpeedMeter

    init(id: Int, name: String, total: Int64?, confirmed: Int64, at time: Double) {
        self.id = id
        rawName = name
        self.name = name.isEmpty ? "#\(id)" : ProgressText.line(name)
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
        wait = Wait(end: time + (seconds.isFinite ? max(0, seconds) : 0), reason: ProgressText.line(reason))
    }

    /// How much of it is sent, from 0 to 1; nil if the total is unknown.
    var fraction: Double? { total.map { Self.fraction(sent, of: $0) } }

    /// How much of it the server has, from 0 to 1; nil if the total is unknown.
    var confirmedFraction: Double? { total.map { Self.fraction(confirmed, of: $0) } }

    /// Bytes per second; nil while it is unknown.
    func rate(at time: Double) -> Double? {
        wait == nil ? meter.rate(at: time) : 0
    }

    /// Seconds that it still takes; nil while it is unknown.
    func timeLeft(at time: Double) -> Double? {
        guard let total, let rate = rate(at: time), rate > 0 else { return nil }
        return Double(max(0, total - sent)) / rate
    }

    static func fraction(_ part: Int64, of total: Int64) -> Double {
        part >= total ? 1 : min(0.999_999, max(0, Double(part) / Double(total)))
    }
}
