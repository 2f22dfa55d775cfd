/// The texts of a row, before it is known how much room there is.
struct ProgressRow {
    /// What follows the percentage, in this order.
    enum Field: CaseIterable {
        case bytes
        case speed
        case timeLeft
        case retries
    }

    var name: String
    var nameStyle = Style.plain
    /// What is sent and what is confirmed, from 0 to 1; nil if the total is unknown.
    var fractions: (sent: Double, confirmed: Double)?
    /// What is known.
    var texts: [Field: String] = [:]
    /// Instead of all that follows the percentage.
    var wait: String?

    var percent: String { fractions.map { ProgressFormat.percent($0.sent) } ?? "" }

    init(_ transfer: ProgressTransfer, at time: Double) {
        name = transfer.name
        if let sent = transfer.fraction, let confirmed = transfer.confirmedFraction { fractions = (sent, confirmed) }
        wait = transfer.wait?.text(at: time)
        setTexts(transfer.sent, of: transfer.total, transfer.rate(at: time), transfer.timeLeft(at: time), transfer.unit)
        if transfer.retries > 0 {
            texts[.retries] = transfer.retries == 1 ? "1 retry" : "\(transfer.retries) retries"
        }
    }

    init(totalOf board: ProgressBoard, at time: Double) {
        let running = board.transfers
        name = "\(running.count) transfers" + (board.done.count > 0 ? ", \(board.done.count) done" : "")
        nameStyle = Style(isBold: true)
        var (sent, confirmed, total) = (board.done.bytes, board.done.bytes, Optional(board.done.bytes))
        for transfer in running {
            sent = ProgressBoard.sum(sent, transfer.sent)
            confirmed = ProgressBoard.sum(confirmed, transfer.confirmed)
            total = total.flatMap { sum in transfer.total.map { ProgressBoard.sum(sum, $0) } }
        }
        let rates = running.compactMap { $0.rate(at: time) }
        let rate = rates.isEmpty ? nil : rates.reduce(0, +)
        if let total {
            fractions = (
                ProgressTransfer.fraction(sent, of: total), ProgressTransfer.fraction(confirmed, of: total)
            )
        }
        let left = total.flatMap { total in
            rate.flatMap { $0 > 0 ? Double(max(0, total - sent)) / $0 : nil }
        }
        setTexts(sent, of: total, rate, left, .bytes)
    }

    private mutating func setTexts(
        _ sent: Int64,
        of total: Int64?,
        _ rate: Double?,
        _ timeLeft: Double?,
        _ unit: ProgressTransfer.Unit
    ) {
        texts[.bytes] =
            unit == .items
            ? ProgressFormat.items(sent, of: total)
            : total.map { ProgressFormat.bytes(sent, of: $0) } ?? ProgressFormat.bytes(sent)
        texts[.speed] = rate.map { ProgressFormat.speed($0, of: unit) }
        guard total != nil else { return }
        texts[.timeLeft] = "ETA " + (timeLeft.map(ProgressFormat.timeLeft) ?? ProgressFormat.unknownTime)
    }
}

/// How rows of transfers are laid out below each other in a number of columns.
///
/// Fields without room are left out: first the bar, then the retries, the bytes, the speed and the time left.
struct ProgressLayout {
    private static let separator = 2
    private static let minimumNameColumns = 2
    private static let usefulNameColumns = 10
    /// Most speeds are not longer, so that the bar does not come and go with them.
    private static let speedColumns = 11
    private static let maximumBarColumns = 40
    /// How much of the room a message about a wait may use before there is a bar.
    private static let waitColumns = 44

    private let columns: Int
    private var nameColumns = 0
    private var percentColumns = 0
    private var fieldColumns: [ProgressRow.Field: Int] = [:]
    private var barColumns = 0

    init(_ rows: [ProgressRow], columns: Int) {
        self.columns = columns
        func widest(_ text: (ProgressRow) -> String) -> Int { rows.map { TextWidth.of(text($0)) }.max() ?? 0 }
        let name = widest { $0.name }
        let hasPercent = rows.contains { $0.fractions != nil }
        let percent = widest { $0.percent }
        var used = 0
        if percent > 0, percent + Self.separator + Self.minimumNameColumns <= columns {
            percentColumns = percent
            used = percent + Self.separator
        }
        let waits = rows.compactMap(\.wait).map { min(Self.waitColumns, TextWidth.of($0)) + Self.separator }.max() ?? 0
        let usedWithWait = used + waits
        let order: [ProgressRow.Field] =
            hasPercent ? [.timeLeft, .speed, .bytes, .retries] : [.bytes, .speed, .timeLeft, .retries]
        for field in order {
            let width = widest { $0.wait == nil ? $0.texts[field] ?? "" : "" }
            guard width > 0, min(name, Self.usefulNameColumns) + used + Self.separator + width <= columns else {
                continue
            }
            fieldColumns[field] = width
            used += width + Self.separator
        }
        let shortName = min(name, max(Self.usefulNameColumns, columns * 3 / 10))
        let steadyUsed = used + (fieldColumns[.speed].map { max(0, Self.speedColumns - $0) } ?? 0)
        let room = columns - max(steadyUsed, usedWithWait) - shortName - Self.separator - 2
        // In steps, so that its length does not change with every number.
        if hasPercent, room >= 10 { barColumns = min(Self.maximumBarColumns, room / 10 * 10) }
        if barColumns > 0 { used += barColumns + 2 + Self.separator }
        nameColumns = max(0, min(name, columns - used))
    }

    func row(_ row: ProgressRow) -> Frame.Row {
        let warning = Style(color: .yellow)
        let name = TerminalText.cutInTheMiddle(row.name, columns: nameColumns)
        var spans = [Frame.Span(TerminalText.padded(name, columns: nameColumns), row.nameStyle)]
        func add(_ text: String, columns: Int, isRight: Bool = true, style: Style = .plain) {
            let gap = String(repeating: " ", count: Self.separator)
            spans.append(Frame.Span(gap))
            spans.append(Frame.Span(TerminalText.padded(text, columns: columns, isRight: isRight), style))
        }
        if barColumns > 0 {
            spans.append(Frame.Span(String(repeating: " ", count: Self.separator)))
            spans += bar(row.fractions)
        }
        if percentColumns > 0 { add(row.percent, columns: percentColumns) }
        if let wait = row.wait {
            let room = columns - spans.width - Self.separator
            if room >= Self.usefulNameColumns {
                add("", columns: 0)
                spans += [Frame.Span(wait, warning)].fitted(to: room)
            } else {
                spans = spans.map { Frame.Span($0.text, warning) }
            }
        } else {
            for field in ProgressRow.Field.allCases {
                guard let width = fieldColumns[field] else { continue }
                let isRetries = field == .retries
                let text = row.texts[field] ?? ""
                add(text, columns: width, isRight: !isRetries, style: isRetries ? warning : .plain)
            }
        }
        return Self.trimmed(spans).fitted(to: columns)
    }

    /// `[====---   ]`: what is confirmed, then what is only sent.
    private func bar(_ fractions: (sent: Double, confirmed: Double)?) -> Frame.Row {
        guard let fractions else { return [Frame.Span(String(repeating: " ", count: barColumns + 2))] }
        let confirmed = Int(fractions.confirmed * Double(barColumns))
        let sent = max(confirmed, Int(fractions.sent * Double(barColumns)))
        return [
            Frame.Span("["),
            Frame.Span(String(repeating: "=", count: confirmed), Style(color: .green)),
            Frame.Span(String(repeating: "-", count: sent - confirmed)),
            Frame.Span(String(repeating: " ", count: barColumns - sent) + "]"),
        ]
    }

    private static func trimmed(_ row: Frame.Row) -> Frame.Row {
        var row = row
        while var last = row.popLast() {
            while last.text.last == " " { last.text.removeLast() }
            guard last.text.isEmpty else { return row + [last] }
        }
        return row
    }
}
