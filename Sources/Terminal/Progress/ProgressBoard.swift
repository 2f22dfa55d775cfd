/// All running counts and transfers, and a count of the transfers that have ended meanwhile.
///
/// A value without clock and screen: times are given, in seconds of a clock that does not go back.
struct ProgressBoard: Sendable {
    struct Outcome {
        var transfer: ProgressTransfer
        var seconds: Double
        /// The bytes of the whole file, and what was sent in this run; nil if it failed.
        var bytes: (whole: Int64, sent: Int64)?
        /// Why it failed, in one line; nil if it was cancelled.
        var problem: String?
        /// Whether the same call continues it, if it was cancelled.
        var continues = false
    }

    private(set) var running: [ProgressTransfer] = []
    /// Transfers that have ended since the last time when none was running, and their bytes.
    private(set) var done: (count: Int, bytes: Int64) = (0, 0)

    func transfer(_ id: Int) -> ProgressTransfer? { running.first { $0.id == id } }

    var transfers: [ProgressTransfer] { running.filter { $0.unit == .bytes } }

    /// Notes an event; returns the outcome if it was the last one of a transfer.
    ///
    /// Events of transfers that did not begin are ignored.
    @discardableResult
    mutating func take(_ event: ProgressEvent, at time: Double) -> Outcome? {
        switch event {
        case .began(let id, let name, let total, let confirmed):
            running.removeAll { $0.id == id }
            running.append(ProgressTransfer(id: id, name: name, total: total, confirmed: confirmed, at: time))
            return nil
        case .counting(let id, let name, let total):
            running.removeAll { $0.id == id }
            let count = ProgressTransfer(id: id, name: name, total: total, confirmed: 0, unit: .items, at: time)
            // Above the transfers, which are a part of what is counted.
            running.insert(count, at: running.prefix { $0.unit == .items }.count)
            return nil
        default: break
        }
        guard let index = running.firstIndex(where: { $0.id == event.id }) else { return nil }
        switch event {
        case .began, .counting: return nil
        case .moved(_, let sent, let confirmed, let total):
            running[index].move(sent: sent, confirmed: confirmed, total: total, at: time)
            return nil
        case .waits(_, let seconds, let reason):
            running[index].wait(seconds, reason: reason, at: time)
            return nil
        case .ended(_, let bytes):
            let transfer = running.remove(at: index)
            let whole = max(0, bytes)
            done = transfers.isEmpty ? (0, 0) : (done.count + 1, Self.sum(done.bytes, whole))
            let sent = max(0, whole - transfer.startBytes)
            return Outcome(transfer: transfer, seconds: max(0, time - transfer.start), bytes: (whole, sent))
        case .failed(_, let kind, let message, let hint, _):
            let transfer = running.remove(at: index)
            if transfers.isEmpty { done = (0, 0) }
            return Outcome(
                transfer: transfer,
                seconds: max(0, time - transfer.start),
                problem: kind == "cancelled" ? nil : TerminalText.line(message),
                continues: kind == "cancelled" && hint?.hasPrefix("the same call") == true
            )
        case .counted(_, let done, let total):
            running[index].move(sent: done, confirmed: done, total: total, at: time)
            return nil
        case .countEnded(_, let leavesLine):
            let count = running.remove(at: index)
            guard leavesLine else { return nil }
            return Outcome(transfer: count, seconds: max(0, time - count.start), bytes: (count.sent, count.sent))
        }
    }

    /// The sum, or the largest number there is.
    static func sum(_ one: Int64, _ other: Int64) -> Int64 {
        let (sum, isTooLarge) = one.addingReportingOverflow(other)
        return isTooLarge ? .max : sum
    }
}

extension ProgressBoard.Outcome {
    /// `3.0 GiB in 2:05`, `failed at 63%: …` or `stopped at 63%; the same call continues it`; of a count `41/41 in 2:05`.
    ///
    /// A failure tells what the server has confirmed, a stop what the bar has shown.
    var result: String {
        if transfer.unit == .items {
            return "\(ProgressFormat.items(transfer.sent, of: transfer.total)) in \(ProgressFormat.elapsed(seconds))"
        }
        if let bytes { return "\(ProgressFormat.bytes(bytes.whole)) in \(ProgressFormat.elapsed(seconds))" }
        let (fraction, count) =
            problem == nil ? (transfer.fraction, transfer.sent) : (transfer.confirmedFraction, transfer.confirmed)
        let place = fraction.map(ProgressFormat.percent) ?? (count > 0 ? ProgressFormat.bytes(count) : nil)
        let end = (problem == nil ? "stopped" : "failed") + (place.map { " at \($0)" } ?? "")
        if continues { return "\(end); the same call continues it" }
        return [end, problem].compactMap { $0?.isEmpty == false ? $0 : nil }.joined(separator: ": ")
    }

    /// `24.6 MiB/s`, of what was sent; nil if that says nothing.
    var speed: String? {
        guard let bytes, bytes.sent > 0, seconds >= 0.1 else { return nil }
        return ProgressFormat.speed(Double(bytes.sent) / seconds, of: transfer.unit)
    }
}

extension ProgressBoard {
    /// What ends within this time is never shown.
    static let hiddenSeconds = 0.3
    /// Rows of the window that stay free.
    private static let freeRows = 2

    var isRunning: Bool { !running.isEmpty }

    /// A row for each count and transfer that has run for a moment, and one for all transfers if there are several.
    func rows(columns: Int, windowRows: Int, at time: Double) -> [Frame.Row] {
        let limit = windowRows - Self.freeRows
        let seen = running.filter { time - $0.start >= Self.hiddenSeconds || $0.wait != nil }
        guard columns > 1, limit > 0, !seen.isEmpty else { return [] }
        var rows = seen.map { ProgressRow($0, at: time) }
        var hidden = 0
        let totals = seen.count { $0.unit == .bytes } > 1 ? [ProgressRow(totalOf: self, at: time)] : []
        if rows.count + totals.count > limit {
            let kept = max(0, limit - totals.count - (limit > 2 ? 1 : 0))
            hidden = rows.count - kept
            rows = Array(rows.prefix(kept))
        }
        rows += totals
        let layout = ProgressLayout(rows, columns: columns - 1)
        var result = rows.map(layout.row)
        if hidden > 0, limit > 2 {
            let more = Frame.Span("… and \(hidden) more", .dimmed)
            result.insert([more].fitted(to: columns - 1), at: result.count - totals.count)
        }
        return result
    }

    /// The line that stays on the screen after a transfer: `talk.mp4  3.0 GiB in 2:05  (24.6 MiB/s)`.
    static func lastRow(_ outcome: Outcome) -> Frame.Row {
        let style = outcome.bytes == nil ? Style(color: .red) : .plain
        let speed = outcome.speed.map { "  (\($0))" } ?? ""
        let gap = outcome.bytes == nil && outcome.problem == nil ? " " : "  "
        return [Frame.Span("\(outcome.transfer.name)\(gap)"), Frame.Span(outcome.result, style), Frame.Span(speed)]
    }
}
