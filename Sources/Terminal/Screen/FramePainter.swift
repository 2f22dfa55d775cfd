/// What is sent to a terminal so that it shows a frame.
///
/// It keeps nothing: what is on the screen is given.
///
/// After a full row the cursor still stands on its last cell (pending wrap), so every move begins with a carriage
/// return, and nothing is cleared from there.
struct FramePainter {
    var isColored: Bool

    /// Turns the screen from one frame, drawn at the same width, into another.
    ///
    /// Without an old frame the cursor stands where the first row begins.
    func update(from old: Frame?, to new: Frame, columns: Int) -> [UInt8] {
        guard old != new else { return [] }
        var painting = Painting(row: old?.cursorRow ?? 0, existingRows: old.map { max(1, $0.rows.count) } ?? 1)
        let oldRows = old?.rows ?? []
        for (index, row) in new.rows.enumerated() where index >= oldRows.count || oldRows[index] != row {
            painting.move(to: index)
            paint(row, columns: columns, into: &painting)
        }
        if oldRows.count > new.rows.count, old != nil {
            let first = new.rows.count
            painting.move(to: first)
            painting.write("\u{1B}[J")
        }
        let isOnlyMoved = painting.bytes.isEmpty
        painting.move(to: new.cursorRow)
        if new.cursorColumn > 0 { painting.write("\u{1B}[\(new.cursorColumn)C") }
        return isOnlyMoved ? painting.bytes : Self.unseen(painting.bytes)
    }

    /// Takes a frame from the screen: the cursor is where it began, with nothing below.
    ///
    /// The window may have become narrower since: its terminal has wrapped the rows then.
    func erase(_ frame: Frame, columns: Int) -> [UInt8] {
        let above = frame.rows.prefix(frame.cursorRow).reduce(0) { $0 + Self.height(of: $1, columns: columns) }
        let cursorHeight =
            frame.rows.indices.contains(frame.cursorRow)
            ? Self.height(of: frame.rows[frame.cursorRow], columns: columns) : 1
        let rows = above + min(frame.cursorColumn / max(1, columns), cursorHeight - 1)
        return Array("\r\(rows > 0 ? "\u{1B}[\(rows)A" : "")\u{1B}[J".utf8)
    }

    /// All rows from where the cursor is, which ends at the beginning of the row below.
    func rows(_ frame: Frame, columns: Int) -> [UInt8] {
        var painting = Painting(row: 0, existingRows: 1)
        for (index, row) in frame.rows.enumerated() {
            painting.move(to: index)
            paint(row, columns: columns, into: &painting)
        }
        painting.move(to: frame.rows.count)
        return painting.bytes
    }

    /// Moves the cursor to the beginning of the row below a frame.
    func leave(_ frame: Frame) -> [UInt8] {
        var painting = Painting(row: frame.cursorRow, existingRows: max(1, frame.rows.count))
        painting.move(to: max(1, frame.rows.count))
        return painting.bytes
    }

    /// The bytes as one step for the eye, with the cursor hidden meanwhile.
    static func unseen(_ bytes: [UInt8]) -> [UInt8] {
        Array("\u{1B}[?2026h\u{1B}[?25l".utf8) + bytes + Array("\u{1B}[?25h\u{1B}[?2026l".utf8)
    }

    private func paint(_ row: Frame.Row, columns: Int, into painting: inout Painting) {
        var current = Style.plain
        for span in row where !span.text.isEmpty {
            var style = span.style
            if !isColored { style.color = nil }
            painting.write(style.sequence(after: current))
            painting.write(span.text)
            current = style
        }
        painting.write(Style.plain.sequence(after: current))
        let width = row.reduce(0) { $0 + TextWidth.of($1.text) }
        if width < columns { painting.write("\u{1B}[K") }
    }

    private static func height(of row: Frame.Row, columns: Int) -> Int {
        var height = 1
        var column = 0
        for span in row {
            for character in span.text {
                let width = TextWidth.of(character)
                // A wide character that does not fit goes to the next row as a whole.
                if column + width > columns, column > 0 {
                    height += 1
                    column = 0
                }
                column += width
            }
        }
        return height
    }
}
