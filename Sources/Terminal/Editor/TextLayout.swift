/// The text's lines as rows of the window, laid out as far as they are asked for.
struct TextLayout {
    /// A row of the text: a line, and a row of that line.
    struct Position: Comparable {
        var line = 0
        var row = 0

        static func < (left: Position, right: Position) -> Bool {
            (left.line, left.row) < (right.line, right.row)
        }
    }

    struct Line {
        var rows: [Frame.Row]
        var cursor: (row: Int, column: Int)?
    }

    let buffer: TextBuffer
    let cursor: Int
    let columns: Int
    let prompt: Frame.Row
    let continuation: Frame.Row
    /// Shown dimmed after the text.
    var ghost = ""
    var styles = StyleMap()
    var lines: [Int: Line] = [:]

    /// The row to begin with so that the cursor is visible, as near as possible to the one before.
    mutating func top(from previous: Position, height: Int) -> Position {
        var top = Position(line: min(previous.line, buffer.lineStarts.count - 1), row: previous.row)
        top.row = min(top.row, line(top.line).rows.count - 1)
        let cursorLine = buffer.line(at: cursor)
        let cursorPosition = Position(line: cursorLine, row: line(cursorLine).cursor?.row ?? 0)
        top = min(top, cursorPosition)
        top = max(top, position(height - 1, rowsBefore: cursorPosition))
        let missing = height - self.height(from: top, upTo: height)
        return position(missing, rowsBefore: top)
    }

    /// The rows from `top` on, with the cursor's place in them.
    mutating func frame(from top: Position, height: Int) -> Frame {
        var frame = Frame(rows: [], cursorRow: 0, cursorColumn: 0)
        var first = top.row
        for number in top.line..<buffer.lineStarts.count where frame.rows.count < height {
            let line = line(number)
            if let cursor = line.cursor {
                frame.cursorRow = frame.rows.count + cursor.row - first
                frame.cursorColumn = cursor.column
            }
            frame.rows += line.rows[first...].prefix(height - frame.rows.count)
            first = 0
        }
        return frame
    }

    /// The number of rows, counted up to a limit.
    mutating func height(from top: Position = Position(), upTo limit: Int) -> Int {
        var result = -top.row
        var number = top.line
        while number < buffer.lineStarts.count && result < limit {
            result += line(number).rows.count
            number += 1
        }
        return min(result, limit)
    }

    /// The place this many rows below the cursor or, if negative, above it, as near to its column as possible.
    mutating func offset(rows: Int) -> Int {
        let line = buffer.line(at: cursor)
        let place = self.line(line).cursor ?? (0, 0)
        var target = Position(line: line, row: place.row)
        if rows < 0 {
            target = position(-rows, rowsBefore: target)
        } else {
            target.row += rows
            while target.line + 1 < buffer.lineStarts.count, target.row >= self.line(target.line).rows.count {
                target.row -= self.line(target.line).rows.count
                target.line += 1
            }
        }
        var result = buffer.range(ofLine: target.line).lowerBound
        _ = layOut(target.line) { offset, row, column in
            if (row, column) <= (target.row, place.column) { result = offset }
        }
        return result
    }

    private mutating func position(_ distance: Int, rowsBefore position: Position) -> Position {
        var line = position.line
        var row = position.row - distance
        while row < 0 && line > 0 {
            line -= 1
            row += self.line(line).rows.count
        }
        return Position(line: line, row: max(0, row))
    }

    private mutating func line(_ number: Int) -> Line {
        if let line = lines[number] { return line }
        let line = layOut(number)
        lines[number] = line
        return line
    }

    /// - Parameter onPlace: called with each place between characters, its row and its column.
    private func layOut(
        _ number: Int,
        onPlace: (_ offset: Int, _ row: Int, _ column: Int) -> Void = { _, _, _ in }
    )
        -> Line
    {
        var writer = RowWriter(columns: columns)
        let range = buffer.range(ofLine: number)
        var place: (row: Int, column: Int)?
        // Two columns stay free, so that a wide character fits beside the prompt.
        for span in (number == 0 ? prompt : continuation).fitted(to: max(0, columns - 2)) {
            writer.put(span.text, width: [span].width, style: span.style)
        }
        buffer.forEachCell(in: range) { cell, cellRange, _ in
            let cell = cell.limited(to: columns)
            writer.makeRoom(for: cell.width)
            onPlace(cellRange.lowerBound, writer.row, writer.column)
            if cellRange.lowerBound == cursor { place = (writer.row, writer.column) }
            writer.put(cell.text, width: cell.width, style: cell.isEscape ? .dimmed : styles[cellRange.lowerBound])
            return true
        }
        onPlace(range.upperBound, writer.row, writer.column)
        if range.upperBound == cursor {
            let next = ghost.first.map { DisplayCell($0, column: writer.column).limited(to: columns).width }
            writer.makeRoom(for: next ?? 1)
            place = (writer.row, writer.column)
        }
        if number == buffer.lineStarts.count - 1 {
            for character in ghost {
                let cell = DisplayCell(character, column: writer.column).limited(to: columns)
                writer.put(cell.text, width: cell.width, style: .dimmed)
            }
        }
        return Line(rows: writer.rows, cursor: place)
    }
}

/// The styles of a part of the text, byte by byte.
struct StyleMap {
    private let range: Range<Int>
    private let styles: [Style]
    /// One more than the place in `styles`; 0 where no run covers the byte.
    private var indices: [Int32]

    init(_ runs: [StyledRange] = [], in range: Range<Int> = 0..<0) {
        self.range = range
        indices = Array(repeating: 0, count: range.count)
        var styles: [Style] = []
        for run in runs where run.range.overlaps(range) {
            styles.append(run.style)
            let part = run.range.clamped(to: range)
            for offset in part { indices[offset - range.lowerBound] = Int32(styles.count) }
        }
        self.styles = styles
    }

    subscript(offset: Int) -> Style {
        guard range.contains(offset) else { return .plain }
        let index = Int(indices[offset - range.lowerBound])
        return index == 0 ? .plain : styles[index - 1]
    }
}
