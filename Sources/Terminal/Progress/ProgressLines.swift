/// Progress for logs: a line every few seconds, and one at once when a transfer resumes, waits, ends or fails, or a count
/// ends.
struct ProgressLines: ProgressReport {
    /// Between two lines of a transfer, in seconds.
    static let interval = 5.0
    /// The same while nothing moves.
    static let quietInterval = 60.0

    private struct Last {
        var time: Double
        var sent: Int64
    }

    private var board = ProgressBoard()
    private var last: [Int: Last] = [:]

    var isRunning: Bool { board.isRunning }

    mutating func take(_ event: ProgressEvent, at time: Double) -> [String] {
        let outcome = board.take(event, at: time)
        if let outcome {
            last[event.id] = nil
            return ["\(outcome.transfer.name): \(outcome.result)" + (outcome.speed.map { " (\($0))" } ?? "")]
        }
        guard let transfer = board.transfer(event.id) else { return [] }
        switch event {
        case .began:
            last[event.id] = Last(time: time, sent: transfer.sent)
            guard transfer.sent > 0 else { return [] }
            return ["\(transfer.name): resumed at \(Self.place(transfer))"]
        case .waits:
            last[event.id] = Last(time: time, sent: transfer.sent)
            return transfer.wait.map { ["\(transfer.name): \($0.text(at: time))"] } ?? []
        case .counting:
            last[event.id] = Last(time: time, sent: 0)
            return []
        case .moved, .ended, .failed, .counted, .countEnded: return []
        }
    }

    mutating func dueLines(at time: Double) -> [String] {
        var lines: [String] = []
        for transfer in board.running where transfer.wait == nil {
            guard let last = last[transfer.id] else { continue }
            let interval = last.sent == transfer.sent ? Self.quietInterval : Self.interval
            guard time - last.time >= interval else { continue }
            self.last[transfer.id] = Last(time: time, sent: transfer.sent)
            lines.append("\(transfer.name): \(Self.state(transfer, at: time))")
        }
        return lines
    }

    func note(_ line: String) -> String { line }

    /// `63% (1.9/3.0 GiB, 24.1 MiB/s, ETA 00:47)`.
    private static func state(_ transfer: ProgressTransfer, at time: Double) -> String {
        let row = ProgressRow(transfer, at: time)
        let details = ProgressRow.Field.allCases.compactMap { row.texts[$0] }.joined(separator: ", ")
        return row.percent.isEmpty ? details : "\(row.percent) (\(details))"
    }

    private static func place(_ transfer: ProgressTransfer) -> String {
        guard let total = transfer.total, let fraction = transfer.fraction else {
            return ProgressFormat.bytes(transfer.sent)
        }
        return "\(ProgressFormat.percent(fraction)) (\(ProgressFormat.bytes(transfer.sent, of: total)))"
    }
}
