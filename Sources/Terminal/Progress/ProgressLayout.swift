/// How rows of transfers are laid out below each other in a number of columns.
///
/// What there is no room for is left out: first the bar, then the retries, the bytes, the speed and the time left.
struct ProgressLayout {
    private static let separator = 2
    private static let minimumNameColumns = 2
    private static let usefulNameColumns = 10
    /// A speed has mostly no more than this, so that the bar does not come and go with it.
    private static let speedColumns = 11
    private static let maximumBarColumns = 40
    /// A message about a wait gets so much before the bar does.
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
            let width = widest { $0.wait == nil ? $0.text(of: field) : "" }
            guard width > 0, min(name, Self.usefulNameColumns) + used + Self.separator + width <= columns else {
                continue
            }
            fieldColumns[field] = width
            used += width + Self.separator
        }
        let shortName = min(name, max(Self.usefulNameColumns, columns * 3 / 10))
        let steadyUsed = used + (fieldColumns[.speed].map { max(0, Self.speedColumns - $0) } ?? 0)
        let room = columns - max(steadyUsed, usedWithWait) - shortName - Self.separator - 2
        // In steps, so that it does not change its length with every number beside it.
        if hasPercent, room >= 10 { barColumns = min(Self.maximumBarColumns, room / 10 * 10) }
        if barColumns > 0 { used += barColumns + 2 + Self.separator }
        nameColumns = max(0, min(name, columns - used))
    }

    /// A row, at most as wide as the columns.
    func row(_ row: ProgressRow) -> Frame.Row {
        let warning = Style(color: .yellow)
        let name = ProgressText.cutInTheMiddle(row.name, columns: nameColumns)
        var spans = [Frame.Span(ProgressText.padded(name, columns: nameColumns), row.nameStyle)]
        func add(_ text: String, columns: Int, isRight: Bool = true, style: Style = .plain) {
            let gap = String(repeating: " ", count: Self.separator)
            spans.append(Frame.Span(gap))
            spans.append(Frame.Span(ProgressText.padded(text, columns: columns, isRight: isRight), style))
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
                add(row.text(of: field), columns: width, isRight: !isRetries, style: isRetries ? warning : .plain)
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
