/// Standard output for text that may be taller than the window: what fits is written, all is kept for a ``Pager``.
package final class TallOutput {
    /// More than this is not kept; the writer should stop.
    private static let limit = 16 << 20

    private let rows: Int?
    private let columns: Int
    private let writeOutput: ([UInt8]) -> Void
    private var line: [UInt8] = []
    private var shownRows = 0
    /// The whole text.
    package private(set) var text: [UInt8] = []
    /// The lines that did not fit.
    package private(set) var hiddenLines = 0

    /// - Parameter rows: how many rows are written at most; nil for all.
    package init(rows: Int?, columns: Int, writeOutput: @escaping ([UInt8]) -> Void) {
        self.rows = rows
        self.columns = max(1, columns)
        self.writeOutput = writeOutput
    }

    /// Whether there is so much that the rest need not be written.
    package var isFull: Bool { text.count > Self.limit }

    package func write(_ text: String) {
        guard rows != nil else { return writeOutput(Array(text.utf8)) }
        for byte in text.utf8 {
            line.append(byte)
            if byte == UInt8(ascii: "\n") { endLine() }
        }
    }

    /// Writes a last line without an end.
    package func finish() {
        if !line.isEmpty { endLine() }
    }

    private func endLine() {
        defer { line = [] }
        text += line
        shownRows += max(1, (width + columns - 1) / columns)
        if let rows, hiddenLines == 0, shownRows <= rows { writeOutput(line) } else { hiddenLines += 1 }
    }

    /// The columns of the line without its colours.
    private var width: Int {
        var visible: [UInt8] = []
        var isInSequence = false
        for byte in line {
            if byte == 0x1B { isInSequence = true }
            if !isInSequence { visible.append(byte) }
            if isInSequence, byte == UInt8(ascii: "m") { isInSequence = false }
        }
        return TextWidth.of(String(decoding: visible, as: UTF8.self))
    }
}
