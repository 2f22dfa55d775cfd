/// Bytes for the terminal, and the row of a frame in which they leave the cursor.
struct Painting {
    private(set) var bytes: [UInt8] = []
    private var row: Int
    private var existingRows: Int

    /// Begins in a row of a frame of which so many rows are on the screen.
    init(row: Int, existingRows: Int) {
        self.row = row
        self.existingRows = existingRows
    }

    mutating func write(_ text: String) {
        bytes += Array(text.utf8)
    }

    /// Moves to the beginning of a row; line feeds make those that are not there yet, scrolling at the window's bottom.
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
