/// All transfers that run, and what became of those that ran beside them.
///
/// A value without clock and screen: times are given, in seconds of a clock that does not go back.
struct ProgressBoard: Sendable {
    /// How a transfer ended.
    struct Outcome {
        var transfer: ProgressTransfer
        var seconds: Double
        /// The bytes of the whole file, and what was sent in this run; nil if it failed.
        var bytes: (whole: Int64, sent: Int64)?
        /// Why it failed, in one line.
        var problem: String?
    }

    /// In the order in which they began.
    private(set) var running: [ProgressTransfer] = []
    /// Transfers that have ended since there was none the last time, and their bytes.
    private(set) var done: (count: Int, bytes: Int64) = (0, 0)

    func transfer(_ id: Int) -> ProgressTransfer? { running.first { $0.id == id } }

    /// Notes an event; what is to be said for good if it was a transfer's last one.
    ///
    /// Events of transfers that did not begin mean nothing.
    @discardableResult
    mutating func take(_ event: ProgressEvent, at time: Double) -> Outcome? {
        if case .began(let id, let name, let total, let confirmed) = event {
            running.removeAll { $0.id == id }
            running.append(ProgressTransfer(id: id, name: name, total: total, confirmed: confirmed, at: time))
            return nil
        }
        guard let index = running.firstIndex(where: { $0.id == event.id }) else { return nil }
        switch event {
        case .began: return nil
        case .moved(_, let sent, let confirmed, let total):
            running[index].move(sent: sent, confirmed: confirmed, total: total, at: time)
            return nil
        case .waits(_, let seconds, let reason):
            running[index].wait(seconds, reason: reason, at: time)
            return nil
        case .ended(_, let bytes):
            let transfer = running.remove(at: index)
            let whole = max(0, bytes)
            done = running.isEmpty ? (0, 0) : (done.count + 1, Self.sum(done.bytes, whole))
            let sent = max(0, whole - transfer.startBytes)
            return Outcome(transfer: transfer, seconds: max(0, time - transfer.start), bytes: (whole, sent))
        case .failed(_, _, let message, _, _):
            let transfer = running.remove(at: index)
            if running.isEmpty { done = (0, 0) }
            return Outcome(
                transfer: transfer,
                seconds: max(0, time - transfer.start),
                problem: ProgressText.line(message)
            )
        }
    }

    /// The sum, or the largest number there is.
    static func sum(_ one: Int64, _ other: Int64) -> Int64 {
        let (sum, isTooLarge) = one.addingReportingOverflow(other)
        return isTooLarge ? .max : sum
    }
}

extension ProgressBoard.Outcome {
    /// `3.0 GiB in 2:05` or `failed at 63%: …`.
    var result: String {
        if let bytes { return "\(ProgressFormat.bytes(bytes.whole)) in \(ProgressFormat.elapsed(seconds))" }
        let place =
            transfer.fraction.map(ProgressFormat.percent)
            ?? (transfer.sent > 0 ? ProgressFormat.bytes(transfer.sent) : nil)
        let problem = problem ?? ""
        return "failed" + (place.map { " at \($0)" } ?? "") + (problem.isEmpty ? "" : ": \(problem)")
    }

    /// `24.6 MiB/s`, of what was sent; nil if that says nothing.
    var speed: String? {
        guard let bytes, bytes.sent > 0, seconds >= 0.001 else { return nil }
        return ProgressFormat.speed(Double(bytes.sent) / seconds)
    }
}
