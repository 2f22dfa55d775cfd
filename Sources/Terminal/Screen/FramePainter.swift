/// Makes the bytes that show a frame on a terminal, given what is on the screen.
///
/// After a full row the cursor is still on its last cell (pending wrap), so every move begins with a carriage return,
/// and nothing is cleared from there.
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
        if oldRows.count > new.rows.count {
            painting.move(to: new.rows.count)
            painting.write("\u{1B}[J")
        }
        let isOnlyMoved = painting.bytes.isEmpty
        painting.move(to: new.cursorRow)
        if new.cursorColumn > 0 { painting.write("\u{1B}[\(new.cursorColumn)C") }
        return isOnlyMoved ? painting.bytes : Self.unseen(painting.bytes)
    }

    /// Removes a frame from the screen: the cursor is where the frame began, with nothing below.
    ///
    /// If the window is narrower now, its terminal has wrapped the rows.
    func erase(_ frame: Frame, columns: Int) -> [UInt8] {
        let above = frame.rows.prefix(frame.cursorRow).reduce(0) { $0 + Self.height(of: $1, columns: columns) }
        let cursorHeight =
            frame.rows.indices.contains(frame.cursorRow)
            ? Self.height(of: frame.rows[frame.cursorRow], columns: columns) : 1
        let rows = above + min(frame.cursorColumn / max(1, columns), cursorHeight - 1)
        return Array("\r\(rows > 0 ? "\u{1B}[\(rows)A" : "")\u{1B}[J".utf8)
    }

    /// Writes all rows at the cursor and moves it to the beginning of the row below.
    func rows(_ frame: Frame, columns: Int) -> [UInt8] {
        var painting = Painting(row: 0, existingRows: 1)
        for (index, row) in frame.rows.enumerated() {
            painting.move(to: index)
            paint(row, columns: columns, into: &painting)
        }
        painting.move(to: frame.rows.count)
        return painting.bytes
    }

    func text(_ row: Frame.Row) -> String {
        var painting = Painting(row: 0, existingRows: 1)
        paint(row, columns: 0, into: &painting)
        return String(decoding: painting.bytes, as: UTF8.self)
    }

    /// Moves the cursor to the beginning of the row below a frame.
    func leave(_ frame: Frame) -> [UInt8] {
        var painting = Painting(row: frame.cursorRow, existingRows: max(1, frame.rows.count))
        painting.move(to: max(1, frame.rows.count))
        return painting.bytes
    }

    /// The bytes as one synchronized update, with the cursor hidden meanwhile.
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

/// Bytes for the terminal, and the row of the frame that the cursor is in after them.
struct Painting {
    private(set) var bytes: [UInt8] = []
    private var row: Int
    private var existingRows: Int

    /// Begins in a row of a frame that already has some rows on the screen.
    init(row: Int, existingRows: Int) {
        self.row = row
        self.existingRows = existingRows
    }

    mutating func write(_ text: String) {
        bytes += Array(text.utf8)
    }

    /// Moves to the beginning of a row; line feeds add missing rows, scrolling at the bottom of the window.
    mutating func move(to target: Int) {
        write("\r")
        let reachable = min(target, existingRows - 1)
        if reachable < row { write("\u{1B}[\(row - reachable)A") }
        if reachable > row { write("\u{1B}[\(reachable - row)B") }
        for _ in existingRows..<max(existingRows, target + 1) { write("\r\n") }
        existingRows = max(existingRows, target + 1)
        row = target
    }
}
