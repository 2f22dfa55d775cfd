extension [Frame.Span] {
    /// The text in rows of at most `columns` columns, broken between words; a word that is wider than a row is broken
    /// anywhere.
    ///
    /// What does not fit into `limit` rows is left out, and the last row ends in `…` after a whole word.
    package func wrapped(to columns: Int, limit: Int = .max) -> [Frame.Row] {
        guard limit > 0 else { return [] }
        let rows = wrapped(to: Swift.max(1, columns), stopsAt: nil) ?? []
        if rows.count <= limit { return rows }
        return wrapped(to: Swift.max(1, columns), stopsAt: limit) ?? []
    }

    private func wrapped(to columns: Int, stopsAt limit: Int?) -> [Frame.Row]? {
        var writer = RowWriter(columns: columns)
        var isStart = true
        for word in words {
            // The last row keeps room for ` …`.
            let room = writer.row + 1 == limit ? columns - 2 : columns
            if !isStart, writer.column + word.width > room {
                if writer.row + 1 == limit { break }
                writer.breakRow()
                writer.put(word.letters, upTo: limit)
            } else {
                if !isStart || writer.row == 0 { writer.put(word.blanks, upTo: limit) }
                writer.put(word.letters, upTo: limit)
            }
            isStart = false
        }
        if limit != nil {
            if writer.column + 2 <= columns {
                writer.put(" …", width: 2, style: .dimmed)
            } else if writer.column < columns {
                writer.put("…", width: 1, style: .dimmed)
            }
        }
        return writer.rows
    }

    /// Cells without a blank among them, and the blanks before them.
    private struct Word {
        var blanks: [Cell] = []
        var letters: [Cell] = []

        var width: Int { (blanks + letters).reduce(0) { $0 + $1.cell.width } }
    }

    fileprivate struct Cell {
        let cell: DisplayCell
        let style: Style
    }

    private var words: [Word] {
        var words = [Word()]
        for span in self {
            for character in span.text {
                let isBlank = [" ", "\t", "\n"].contains(character)
                if isBlank, !words[words.count - 1].letters.isEmpty { words.append(Word()) }
                let cell = DisplayCell(isBlank ? " " : character, column: 0)
                let style = cell.isEscape ? Style.dimmed : span.style
                if isBlank {
                    words[words.count - 1].blanks.append(Cell(cell: cell, style: style))
                } else {
                    words[words.count - 1].letters.append(Cell(cell: cell, style: style))
                }
            }
        }
        if words[words.count - 1].letters.isEmpty { words.removeLast() }
        return words
    }
}

extension RowWriter {
    fileprivate mutating func put(_ cells: [[Frame.Span].Cell], upTo limit: Int?) {
        for cell in cells {
            if let limit, row + 1 == limit, column + cell.cell.width > columns - 1 { return }
            let shown = cell.cell.limited(to: columns)
            put(shown.text, width: shown.width, style: cell.style)
        }
    }
}

extension TerminalText {
    /// A text in lines of at most `columns` columns, broken between words; all but the first are indented.
    package static func wrapped(_ text: String, columns: Int, indentation: Int = 0) -> [String] {
        let margin = min(indentation, columns / 2)
        let first = [Frame.Span(text)].wrapped(to: columns)
        guard margin > 0, first.count > 1 else { return first.map { $0.map(\.text).joined() } }
        let head = first[0].map(\.text).joined()
        let rest = text.dropFirst(head.count).drop { $0 == " " }
        return [head]
            + [Frame.Span(String(rest))].wrapped(to: columns - margin).map {
                String(repeating: " ", count: margin) + $0.map(\.text).joined()
            }
    }
}
