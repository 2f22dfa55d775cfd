/// The list of what could stand at the cursor, shown below the text.
struct CompletionMenu {
    let completion: EditorCompletion
    private(set) var selected = 0
    private var top = 0
    private let labels: [Frame.Row]
    private let labelWidth: Int
    private let hasDetails: Bool
    private static let gap = 2

    init(_ completion: EditorCompletion) {
        self.completion = completion
        labels = completion.candidates.map { [Frame.Span($0.label)] }
        labelWidth = max(1, labels.reduce(0) { max($0, $1.width) })
        hasDetails = completion.candidates.contains { !$0.detail.isEmpty }
    }

    var selectedText: String { completion.candidates[selected].text }

    /// Moves the selection by some places; after the last candidate comes the first.
    mutating func move(by step: Int) {
        selected = (selected + step + labels.count) % labels.count
    }

    mutating func rows(columns: Int, limit: Int) -> [Frame.Row] {
        guard limit > 0 else { return [] }
        let fitting = max(1, (columns + CompletionMenu.gap) / (labelWidth + CompletionMenu.gap))
        let isList = fitting == 1 || hasDetails && labels.count + (completion.omitted > 0 ? 1 : 0) <= limit
        let perRow = isList ? 1 : fitting
        let all = (labels.count + perRow - 1) / perRow
        let isCut = limit > 1 && (all > limit || completion.omitted > 0)
        let height = min(all, isCut ? limit - 1 : limit)
        top = min(max(top, selected / perRow - height + 1), selected / perRow, all - height)
        var result = (top..<(top + height)).map { row in
            isList ? listRow(row, columns: columns) : gridRow(row, perRow: perRow)
        }
        let hidden = max(0, labels.count - (top + height) * perRow) + max(0, completion.omitted)
        if isCut && hidden > 0 { result.append([Frame.Span("… \(hidden) more", .dimmed)].fitted(to: columns)) }
        return result
    }

    private func listRow(_ index: Int, columns: Int) -> Frame.Row {
        var row = label(index, width: min(labelWidth, columns))
        let detail = completion.candidates[index].detail
        if !detail.isEmpty {
            row += [Frame.Span(String(repeating: " ", count: CompletionMenu.gap)), Frame.Span(detail, .dimmed)]
        }
        return row.fitted(to: columns)
    }

    private func gridRow(_ row: Int, perRow: Int) -> Frame.Row {
        let range = (row * perRow)..<min(labels.count, (row + 1) * perRow)
        let gap = Frame.Span(String(repeating: " ", count: CompletionMenu.gap))
        return Array(range.map { label($0, width: labelWidth) }.joined(separator: [gap]))
    }

    private func label(_ index: Int, width: Int) -> Frame.Row {
        let style = index == selected ? Style.reversed : .plain
        let row = labels[index].fitted(to: width)
        let padding = String(repeating: " ", count: max(0, width - row.width))
        return [Frame.Span(row.map(\.text).joined() + padding, style)]
    }
}
