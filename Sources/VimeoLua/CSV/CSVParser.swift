internal import Vimeo

/// Reads CSV by RFC 4180: bytes in, rows out.
///
/// Beyond the RFC it accepts lines that end with LF or CR alone, a byte order mark at the start, any bytes in fields, a
/// quote within a field that does not begin with one. Empty lines are skipped.
struct CSVParser {
    /// A missing quote turns the rest of the file into one row, which must not fill the memory.
    static let mostBytes = 64 << 20

    private enum Place {
        /// In the byte order mark, of which this many bytes were read.
        case mark(Int)
        case rowStart
        /// After a CR, which may be followed by an LF.
        case rowStartAfterReturn
        case fieldStart
        case plain
        case quoted
        /// After a quote in a quoted field: its end, or the first of two quotes.
        case quote
        case failed
    }

    private let format: CSVFormat
    private var place = Place.mark(0)
    private var line = 1
    private var quoteLine = 1

    /// The row that was completed last.
    private(set) var row = CSVRow()
    /// The line on which it begins.
    private(set) var rowLine = 1

    init(_ format: CSVFormat) {
        self.format = format
    }

    /// Takes bytes until a row is complete.
    ///
    /// - Returns: how many were taken, and whether ``row`` is complete; if it is not, all of them.
    mutating func take(_ bytes: UnsafeRawBufferPointer) throws(CSVProblem) -> (count: Int, isComplete: Bool) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch place {
            case .mark(let count):
                if byte == CSVFormat.mark[count] {
                    index += 1
                    place = count + 1 == CSVFormat.mark.count ? .rowStart : .mark(count + 1)
                } else {
                    startWithoutMark(count)
                }
            case .rowStartAfterReturn:
                if byte == CSVFormat.lineFeed { index += 1 }
                place = .rowStart
            case .rowStart:
                row.removeAll()
                rowLine = line
                if isLineEnd(byte) {
                    index += 1
                    endLine(byte)
                } else {
                    place = .fieldStart
                }
            case .fieldStart:
                if byte == CSVFormat.quote {
                    index += 1
                    quoteLine = line
                    place = .quoted
                } else {
                    place = .plain
                }
            case .plain:
                let start = index
                while index < bytes.count, bytes[index] != format.separator, !isLineEnd(bytes[index]) { index += 1 }
                try append(bytes[start..<index])
                guard index < bytes.count else { break }
                index += 1
                if endField(bytes[index - 1]) { return (index, true) }
            case .quoted:
                let start = index
                while index < bytes.count, bytes[index] != CSVFormat.quote {
                    if bytes[index] == CSVFormat.lineFeed { line += 1 }
                    index += 1
                }
                try append(bytes[start..<index])
                guard index < bytes.count else { break }
                index += 1
                place = .quote
            case .quote:
                index += 1
                if byte == CSVFormat.quote {
                    try append(CollectionOfOne(byte))
                    place = .quoted
                } else if byte == format.separator || isLineEnd(byte) {
                    if endField(byte) { return (index, true) }
                } else {
                    throw fail(
                        "text follows the quote that ends a field",
                        "write quotes within a quoted field twice",
                        at: line
                    )
                }
            case .failed:
                return (bytes.count, false)
            }
        }
        return (index, false)
    }

    /// Says that there are no more bytes.
    ///
    /// - Returns: whether they ended with a row that had no line end.
    mutating func finish() throws(CSVProblem) -> Bool {
        if case .mark(let count) = place, count > 0 { startWithoutMark(count) }
        switch place {
        case .mark, .rowStart, .rowStartAfterReturn, .failed:
            return false
        case .quoted:
            throw fail("a quoted field that begins here has no end", "a quote is missing", at: quoteLine)
        case .fieldStart, .plain, .quote:
            row.endField()
            place = .rowStart
            return true
        }
    }

    /// Takes the bytes of an incomplete mark as the start of a field.
    private mutating func startWithoutMark(_ count: Int) {
        row.append(CSVFormat.mark.prefix(count))
        place = count == 0 ? .rowStart : .plain
    }

    private func isLineEnd(_ byte: UInt8) -> Bool {
        byte == CSVFormat.lineFeed || byte == CSVFormat.carriageReturn
    }

    private mutating func endLine(_ byte: UInt8) {
        line += 1
        place = byte == CSVFormat.carriageReturn ? .rowStartAfterReturn : .rowStart
    }

    /// Ends a field at a separator or a line end; true if that ends the row.
    private mutating func endField(_ byte: UInt8) -> Bool {
        row.endField()
        if byte == format.separator {
            place = .fieldStart
            return false
        }
        endLine(byte)
        return true
    }

    private mutating func append(_ part: some Collection<UInt8>) throws(CSVProblem) {
        row.append(part)
        guard row.size <= Self.mostBytes else {
            throw fail(
                "the row that begins here is larger than \(Self.mostBytes >> 20) MiB",
                "a quote may be missing",
                at: rowLine
            )
        }
    }

    private mutating func fail(_ text: String, _ hint: String, at line: Int) -> CSVProblem {
        place = .failed
        return CSVProblem(line: line, text: text, hint: hint)
    }
}

/// What is wrong with a CSV text, and on which line.
struct CSVProblem: Error, Equatable {
    let line: Int
    let text: String
    let hint: String
}

/// The fields of one row, as bytes one after the other.
struct CSVRow {
    private(set) var bytes: [UInt8] = []
    /// Where each field ends.
    private(set) var ends: [Int] = []

    var count: Int { ends.count }

    /// The memory it uses.
    var size: Int { bytes.count + ends.count * MemoryLayout<Int>.size }

    /// The bytes of a field.
    subscript(field: Int) -> ArraySlice<UInt8> {
        bytes[(field == 0 ? 0 : ends[field - 1])..<ends[field]]
    }

    mutating func append(_ part: some Collection<UInt8>) {
        bytes.append(contentsOf: part)
    }

    mutating func endField() {
        ends.append(bytes.count)
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }
}

/// The characters that mean something in CSV.
struct CSVFormat {
    /// The byte between fields.
    let separator: UInt8

    static let quote = UInt8(ascii: "\"")
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")
    /// The UTF-8 byte order mark that some programs begin files with.
    static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// A format with a separator of one byte; a comma by default.
    init(separator: [UInt8]? = nil) throws(VimeoError) {
        let separator = separator ?? [UInt8(ascii: ",")]
        guard let byte = separator.first, separator.count == 1,
            ![Self.quote, Self.carriageReturn, Self.lineFeed].contains(byte)
        else {
            throw VimeoError(
                .usage,
                "the separator must be one byte other than a quote or a line break",
                hint: "common separators are \",\", \";\" and \"\\t\""
            )
        }
        self.separator = byte
    }
}
