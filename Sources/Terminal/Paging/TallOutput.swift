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
        guard let rows else { return }
        let isFirst = shownRows == 0
        shownRows += max(1, (TextWidth.of(line.shownAsText.text) + columns - 1) / columns)
        if hiddenLines == 0, shownRows <= rows { return writeOutput(line) }
        // Of a first line that is taller than the window its beginning is better than nothing.
        if isFirst { writeOutput(line.beginning(columns: rows * columns)) }
        hiddenLines += 1
    }
}

extension [UInt8] {
    /// The text without its colours.
    fileprivate var shownAsText: (text: String, hasColors: Bool) {
        var visible: [UInt8] = []
        var isInSequence = false
        for byte in self {
            if byte == 0x1B { isInSequence = true }
            if !isInSequence { visible.append(byte) }
            if isInSequence, byte == UInt8(ascii: "m") { isInSequence = false }
        }
        return (String(decoding: visible, as: UTF8.self), visible.count < count)
    }

    /// What fits into the columns, with `…` and a line end.
    fileprivate func beginning(columns: Int) -> [UInt8] {
        var result = ""
        var left = columns - 1
        var isInSequence = false
        for character in String(decoding: self, as: UTF8.self) {
            if character == "\u{1B}" { isInSequence = true }
            if !isInSequence { left -= TextWidth.of(character) }
            if left < 0 { break }
            result.append(character)
            if isInSequence, character == "m" { isInSequence = false }
        }
        return Array("\(result)\(shownAsText.hasColors ? "\u{1B}[0m" : "")…\n".utf8)
    }
}
