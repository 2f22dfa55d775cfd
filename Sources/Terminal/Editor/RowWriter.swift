/// Fills rows of a given width with cells, none of them split.
struct RowWriter {
    let columns: Int
    private(set) var rows: [Frame.Row] = [[]]
    private(set) var column = 0

    init(columns: Int) {
        self.columns = columns
    }

    var row: Int { rows.count - 1 }

    /// Begins a row if the next cell does not fit in this one.
    mutating func makeRoom(for width: Int) {
        if column > 0 && column + width > columns { breakRow() }
    }

    mutating func breakRow() {
        rows.append([])
        column = 0
    }

    mutating func put(_ text: String, width: Int, style: Style) {
        makeRoom(for: width)
        column += width
        let last = rows[rows.count - 1].count - 1
        if last >= 0 && rows[rows.count - 1][last].style == style {
            rows[rows.count - 1][last].text += text
        } else {
            rows[rows.count - 1].append(Frame.Span(text, style))
        }
    }
}
