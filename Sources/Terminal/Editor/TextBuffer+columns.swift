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
