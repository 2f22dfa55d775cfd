/// The list of what could stand at the cursor, shown below the text.
struct CompletionMenu {
    let completion: EditorCompletion
    private(set) var selected = 0
    private var top = 0
    /// How many candidates a row had, and how many rows there were, when it was last shown.
    private var shown = (perRow: 1, rows: 1)
    private let labelWidth: Int
    private let hasDetails: Bool
    private static let gap = 2
    // A text in fewer columns than this stands below the menu.
    private static let narrowestDetail = 16
    private static let descriptionRows = 2

    init(_ completion: EditorCompletion) {
        self.completion = completion
        labelWidth = max(1, completion.candidates.reduce(0) { max($0, [Frame.Span($1.label)].width) })
        hasDetails = completion.candidates.contains { !$0.detail.isEmpty }
    }

    var candidate: EditorCompletion.Candidate { completion.candidates[selected] }
    private var count: Int { completion.candidates.count }

    /// The menu for what is left of the candidates, or has come back; the selected one stays selected.
    func narrowed(to completion: EditorCompletion) -> CompletionMenu {
        var menu = CompletionMenu(completion)
        menu.selected = completion.candidates.firstIndex { $0.text == candidate.text } ?? 0
        return menu
    }

    /// Moves the selection by some places; after the last candidate comes the first.
    mutating func move(by step: Int) {
        selected = (selected + step + count) % count
    }

    /// Moves the selection a row down or up; after the last row comes the first.
    mutating func moveRow(isDown: Bool) {
        let perRow = shown.perRow
        if isDown {
            selected = selected + perRow < count ? selected + perRow : selected % perRow
        } else {
            selected = selected >= perRow ? selected - perRow : (count - 1 - selected) / perRow * perRow + selected
        }
    }

    /// Moves the selection by as many rows as are visible, but not beyond the ends.
    mutating func movePage(isDown: Bool) {
        let step = shown.perRow * shown.rows
        selected = isDown ? min(count - 1, selected + step) : max(0, selected - step)
    }

    mutating func rows(columns: Int, limit: Int) -> [Frame.Row] {
        guard limit > 0 else { return [] }
        let fitting = max(1, (columns + Self.gap) / (labelWidth + Self.gap))
        let hasRoom = columns - labelWidth - Self.gap >= Self.narrowestDetail
        let isList = hasDetails && hasRoom && (fitting == 1 || count + (completion.omitted > 0 ? 1 : 0) <= limit)
        let perRow = isList ? 1 : fitting
        let below = description(columns: columns, limit: limit, isList: isList)
        // The rows for the texts stay free also where one has none, so that nothing jumps.
        let limit = limit - (isList ? below.count : hasDetails ? Self.space(in: limit) : 0)
        let all = (count + perRow - 1) / perRow
        let isCut = limit > 1 && (all > limit || completion.omitted > 0)
        let height = min(all, isCut ? limit - 1 : limit)
        top = min(max(top, selected / perRow - height + 1), selected / perRow, all - height)
        shown = (perRow, height)
        var result = (top..<(top + height)).map { row in
            isList ? listRow(row, columns: columns) : gridRow(row, perRow: perRow, columns: columns)
        }
        let hidden = max(0, count - (top + height) * perRow) + max(0, completion.omitted)
        if isCut && hidden > 0 { result.append([Frame.Span("… \(hidden) more", .dimmed)].fitted(to: columns)) }
        return result + below
    }

    private static func space(in limit: Int) -> Int { limit > 5 ? descriptionRows : limit > 2 ? 1 : 0 }

    /// What is said about the selected candidate, if it does not stand beside it in full.
    private func description(columns: Int, limit: Int, isList: Bool) -> [Frame.Row] {
        guard !candidate.detail.isEmpty else { return [] }
        let text = [Frame.Span(candidate.detail, .dimmed)]
        if isList, text.width <= columns - labelWidth - Self.gap { return [] }
        return text.wrapped(to: columns, limit: Self.space(in: limit))
    }

    private func listRow(_ index: Int, columns: Int) -> Frame.Row {
        let row = label(index, width: labelWidth)
        let detail = [Frame.Span(completion.candidates[index].detail, .dimmed)]
        guard let shown = detail.wrapped(to: columns - labelWidth - Self.gap, limit: 1).first, !shown.isEmpty else {
            return row
        }
        return row + [Frame.Span(String(repeating: " ", count: Self.gap))] + shown
    }

    private func gridRow(_ row: Int, perRow: Int, columns: Int) -> Frame.Row {
        let range = (row * perRow)..<min(count, (row + 1) * perRow)
        let gap = Frame.Span(String(repeating: " ", count: Self.gap))
        return Array(range.map { label($0, width: min(labelWidth, columns)) }.joined(separator: [gap]))
    }

    private func label(_ index: Int, width: Int) -> Frame.Row {
        let candidate = completion.candidates[index]
        let style = index == selected ? Style.reversed : candidate.isDim ? .dimmed : .plain
        let row = [Frame.Span(candidate.label)].cut(to: width)
        let padding = String(repeating: " ", count: max(0, width - row.width))
        return [Frame.Span(row.map(\.text).joined() + padding, style)]
    }
}
