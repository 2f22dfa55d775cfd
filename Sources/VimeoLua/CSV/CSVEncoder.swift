/// Writes rows by RFC 4180: lines end with CRLF, and fields are quoted if necessary.
struct CSVEncoder {
    private let format: CSVFormat
    /// What was written and not yet taken.
    private(set) var output: [UInt8] = []
    private var fields = 0

    init(_ format: CSVFormat) {
        self.format = format
    }

    mutating func removeOutput() {
        output.removeAll(keepingCapacity: true)
    }

    /// Discards what was written after the output had this many bytes: a row that failed.
    mutating func cut(to count: Int) {
        output.removeLast(output.count - count)
        fields = 0
    }

    /// Writes a field.
    mutating func field(_ bytes: some BidirectionalCollection<UInt8>) {
        if fields > 0 { output.append(format.separator) }
        fields += 1
        guard needsQuotes(bytes) else {
            output.append(contentsOf: bytes)
            return
        }
        output.append(CSVFormat.quote)
        for byte in bytes {
            if byte == CSVFormat.quote { output.append(byte) }
            output.append(byte)
        }
        output.append(CSVFormat.quote)
    }

    /// Ends the row.
    mutating func endRow() {
        // An empty line would not be a row.
        if fields == 0 || fields == 1 && (output.isEmpty || output.last == CSVFormat.lineFeed) {
            output += [CSVFormat.quote, CSVFormat.quote]
        }
        fields = 0
        output += [CSVFormat.carriageReturn, CSVFormat.lineFeed]
    }

    private func needsQuotes(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        // At the start of a file it would be read as a byte order mark.
        if bytes.starts(with: CSVFormat.mark) { return true }
        return bytes.contains {
            $0 == format.separator || $0 == CSVFormat.quote || $0 == CSVFormat.lineFeed
                || $0 == CSVFormat.carriageReturn
        }
    }
}
