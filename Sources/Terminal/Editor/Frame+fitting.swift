extension [Frame.Span] {
    /// The columns that the row takes.
    var width: Int {
        reduce(0) { sum, span in span.text.reduce(sum) { $0 + DisplayCell($1, column: $0).width } }
    }

    /// The row without raw control characters, cut with `…` where it is wider than a number of columns.
    func fitted(to columns: Int) -> Frame.Row {
        let isCut = width > columns
        let room = isCut ? columns - 1 : columns
        var writer = RowWriter(columns: Swift.max(1, columns))
        guard room >= 0 else { return [] }
        filling: for span in self {
            for character in span.text {
                let cell = DisplayCell(character, column: writer.column)
                if writer.column + cell.width > room { break filling }
                writer.put(cell.text, width: cell.width, style: cell.isEscape ? .dimmed : span.style)
            }
        }
        if isCut { writer.put("…", width: 1, style: .dimmed) }
        return writer.rows[0]
    }
}
