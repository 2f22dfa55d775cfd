/// Rows of text below each other, and the cursor among them.
package struct Frame: Equatable, Sendable {
    package struct Span: Equatable, Sendable {
        package var text: String
        package var style: Style

        /// Text in a style; it has no control characters.
        package init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    /// A row, at most as wide as the window.
    package typealias Row = [Span]

    /// At most as many as the window has.
    package var rows: [Row]
    /// The cursor's row, from 0.
    package var cursorRow: Int
    /// The cursor's column, from 0.
    package var cursorColumn: Int

    package init(rows: [Row], cursorRow: Int, cursorColumn: Int) {
        self.rows = rows
        self.cursorRow = cursorRow
        self.cursorColumn = cursorColumn
    }
}

extension [Frame.Span] {
    var width: Int {
        reduce(0) { sum, span in span.text.reduce(sum) { $0 + DisplayCell($1, column: $0).width } }
    }

    /// The row without raw control characters, cut with `…` if it is wider than a number of columns.
    func fitted(to columns: Int) -> Frame.Row {
        guard width > columns else { return cut(to: columns) }
        return columns > 0 ? cut(to: columns - 1) + [Frame.Span("…", .dimmed)] : []
    }

    /// The row without raw control characters, and without what does not fit into a number of columns.
    func cut(to columns: Int) -> Frame.Row {
        var writer = RowWriter(columns: Swift.max(1, columns))
        filling: for span in self {
            for character in span.text {
                let cell = DisplayCell(character, column: writer.column)
                if writer.column + cell.width > columns { break filling }
                writer.put(cell.text, width: cell.width, style: cell.isEscape ? .dimmed : span.style)
            }
        }
        return writer.rows[0]
    }
}

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
