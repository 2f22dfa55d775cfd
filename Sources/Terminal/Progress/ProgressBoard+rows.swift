extension ProgressBoard {
    /// What has ended within this time was never to be seen.
    static let hiddenSeconds = 0.3
    /// Rows of the window that stay free.
    private static let freeRows = 2

    /// Whether transfers run that are not yet to be seen, or that are.
    var isRunning: Bool { !running.isEmpty }

    /// A row for each transfer that has run for a moment, and one for all if there are several.
    ///
    /// - Parameters:
    ///   - columns: of the window; rows are narrower.
    ///   - windowRows: of the window; there are at most two less.
    func rows(columns: Int, windowRows: Int, at time: Double) -> [Frame.Row] {
        let limit = windowRows - Self.freeRows
        let seen = running.filter { time - $0.start >= Self.hiddenSeconds || $0.wait != nil }
        guard columns > 1, limit > 0, !seen.isEmpty else { return [] }
        var rows = seen.map { ProgressRow($0, at: time) }
        var hidden = 0
        if rows.count > 1 {
            let total = ProgressRow(totalOf: self, at: time)
            if rows.count + 1 > limit {
                let kept = max(0, limit - (limit > 2 ? 2 : 1))
                hidden = rows.count - kept
                rows = Array(rows.prefix(kept))
            }
            rows.append(total)
        }
        let layout = ProgressLayout(rows, columns: columns - 1)
        var result = rows.map(layout.row)
        if hidden > 0, limit > 2 {
            let more = Frame.Span("… and \(hidden) more", .dimmed)
            result.insert([more].fitted(to: columns - 1), at: result.count - 1)
        }
        return result
    }

    /// What stays on the screen of a transfer: `talk.mp4  3.0 GiB in 2:05  (24.6 MiB/s)`.
    static func lastRow(_ outcome: Outcome) -> Frame.Row {
        let style = outcome.bytes == nil ? Style(color: .red) : .plain
        let speed = outcome.speed.map { "  (\($0))" } ?? ""
        return [Frame.Span("\(outcome.transfer.name)  "), Frame.Span(outcome.result, style), Frame.Span(speed)]
    }
}
