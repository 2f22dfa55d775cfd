extension TextBuffer {
    /// Calls `body` with each character of a line, its range and the column of the line that it begins at, until it
    /// returns false.
    func forEachCell(in line: Range<Int>, _ body: (DisplayCell, Range<Int>, _ column: Int) -> Bool) {
        var offset = line.lowerBound
        var column = 0
        let isASCII = { (position: Int) in position >= count || text.utf8[index(position)] < 0x80 }
        while offset < line.upperBound {
            let byte = text.utf8[index(offset)]
            let cell: DisplayCell
            var end = offset + 1
            if (0x20..<0x7F).contains(byte) && isASCII(end) {
                cell = DisplayCell(ascii: byte)
            } else {
                end = self.offset(after: offset)
                cell = DisplayCell(text[index(offset)], column: column)
            }
            if !body(cell, offset..<end, column) { return }
            column += cell.width
            offset = end
        }
    }

    /// The columns between the start of its line and an offset.
    func column(at offset: Int) -> Int {
        var result = 0
        forEachCell(in: lineStarts[line(at: offset)]..<offset) { cell, _, column in
            result = column + cell.width
            return true
        }
        return result
    }

    /// The last place in a line that is not right of a column.
    func offset(inLine line: Int, column goal: Int) -> Int {
        let range = range(ofLine: line)
        var result = range.lowerBound
        forEachCell(in: range) { cell, cellRange, column in
            guard column + cell.width <= goal else { return false }
            result = cellRange.upperBound
            return true
        }
        return result
    }
}

struct DisplayCell {
    var text: String
    var width: Int
    /// Whether the text stands for a character that cannot be shown as it is.
    var isEscape = false

    init(ascii byte: UInt8) {
        text = String(Unicode.Scalar(byte))
        width = 1
    }

    /// A character that begins at a column of its line; the column matters for tabs.
    init(_ character: Character, column: Int) {
        if character == "\t" {
            width = DisplayCell.tabWidth - column % DisplayCell.tabWidth
            text = String(repeating: " ", count: width)
            return
        }
        width = TextWidth.of(character)
        text = String(character)
        if character.unicodeScalars.first.flatMap(DisplayCell.escape) != nil {
            text = character.unicodeScalars.map { DisplayCell.escape($0) ?? String($0) }.joined()
            width = TextWidth.of(text)
            isEscape = true
        } else if width == 0 {
            text = "\u{25CC}" + text
            width = 1
            isEscape = true
        }
    }

    /// The cell, or a mark for one that is wider than a whole row.
    func limited(to columns: Int) -> DisplayCell {
        guard width > columns else { return self }
        var mark = self
        mark.text = "…"
        mark.width = 1
        return mark
    }

    private static let tabWidth = 4

    private static func escape(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.properties.generalCategory {
        case .control where scalar.value < 0x80: "^\(Unicode.Scalar(UInt8(scalar.value) ^ 0x40))"
        case .control, .lineSeparator, .paragraphSeparator, .format: "\\u{\(String(scalar.value, radix: 16))}"
        default: nil
        }
    }
}
