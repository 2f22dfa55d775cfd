/// A terminal's screen, as far as the driver uses it: text, pending wrap, scrolling, moves and clearing.
package struct ScreenModel {
    package private(set) var cells: [[Character]]
    package private(set) var row = 0
    package private(set) var column = 0
    package private(set) var scrolledRows: [String] = []
    package private(set) var isCursorVisible = true
    private var isWrapPending = false
    /// Rows that go on in the next one.
    private var wrapped: [Bool]
    package private(set) var columns: Int
    package let rows: Int

    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
        wrapped = Array(repeating: false, count: rows)
    }

    /// The rows without the blanks at their ends; a wide character's second half is left out.
    package var text: [String] { cells.map(Self.trimmed) }

    /// Rows that have left the window, and those in it.
    package var everything: [String] { scrolledRows + text }

    package mutating func feed(_ bytes: [UInt8]) {
        var rest = Substring(String(decoding: bytes, as: UTF8.self))
        while let character = rest.popFirst() {
            switch character {
            case "\u{1B}":
                guard rest.popFirst() == "[" else { continue }
                let parameters = rest.prefix { !$0.isLetter }
                rest = rest.dropFirst(parameters.count)
                perform(rest.popFirst() ?? " ", String(parameters))
            case "\r": moveTo(column: 0)
            case "\n": lineFeed()
            case "\r\n":
                moveTo(column: 0)
                lineFeed()
            case "\u{7}": break
            default: put(character)
            }
        }
    }

    /// Changes the width as terminals do that wrap rows anew when they are cut off.
    package mutating func resize(columns newColumns: Int) {
        var lines: [(cells: [Character], isWrapped: Bool)] = []
        var cursor = (row: 0, column: column)
        for index in 0..<rows {
            var content = Array(cells[index])
            while content.last == " " { content.removeLast() }
            if index == row { cursor.row = lines.count }
            var pieces: [[Character]] = [[]]
            for cell in content {
                if pieces[pieces.count - 1].count == newColumns { pieces.append([]) }
                pieces[pieces.count - 1].append(cell)
            }
            if index == row {
                let piece = min(column / newColumns, pieces.count - 1)
                cursor = (lines.count + piece, min(column - piece * newColumns, newColumns - 1))
            }
            lines += pieces.enumerated().map { ($1, $0 < pieces.count - 1) }
        }
        while lines.count > rows, let last = lines.last, last.cells.isEmpty, cursor.row < lines.count - 1 {
            lines.removeLast()
        }
        let scrolled = max(0, lines.count - rows)
        scrolledRows += lines.prefix(scrolled).map { Self.trimmed($0.cells) }
        columns = newColumns
        cells = lines.dropFirst(scrolled).map { line in
            Array(line.cells) + Array(repeating: " ", count: newColumns - line.cells.count)
        }
        wrapped = lines.dropFirst(scrolled).map(\.isWrapped)
        row = max(0, cursor.row - scrolled)
        column = cursor.column
        isWrapPending = false
    }

    private static func trimmed(_ row: [Character]) -> String {
        var row = row
        while row.last == " " { row.removeLast() }
        return String(row.filter { $0 != "\u{0}" })
    }

    private mutating func moveTo(column: Int) {
        self.column = min(max(0, column), columns - 1)
        isWrapPending = false
    }

    private mutating func lineFeed() {
        isWrapPending = false
        if row < rows - 1 {
            row += 1
        } else {
            scrolledRows.append(Self.trimmed(cells.removeFirst()))
            cells.append(Array(repeating: " ", count: columns))
        }
    }

    private mutating func put(_ character: Character) {
        let width: Int = character.isASCII || !"漢語字日👍".contains(character) ? 1 : 2
        if isWrapPending || column + width > columns {
            column = 0
            lineFeed()
        }
        cells[row][column] = character
        if width == 2 { cells[row][column + 1] = "\u{0}" }
        column += width
        if column >= columns {
            column = columns - 1
            isWrapPending = true
        }
    }

    private mutating func perform(_ final: Character, _ parameters: String) {
        let number = Int(parameters) ?? 0
        switch final {
        case "A": row = max(0, row - max(1, number))
        case "B": row = min(rows - 1, row + max(1, number))
        case "C": moveTo(column: column + max(1, number))
        case "H": (row, column) = (0, 0)
        case "J" where number == 2: clearRows(from: 0)
        case "J":
            clearRest()
            clearRows(from: row + 1)
        case "K": clearRest()
        case "h" where parameters == "?25": isCursorVisible = true
        case "l" where parameters == "?25": isCursorVisible = false
        default: break
        }
        if "ABCH".contains(final) { isWrapPending = false }
    }

    private mutating func clearRest() {
        for index in column..<columns { cells[row][index] = " " }
    }

    private mutating func clearRows(from first: Int) {
        for index in min(first, rows)..<rows { cells[index] = Array(repeating: " ", count: columns) }
    }
}
