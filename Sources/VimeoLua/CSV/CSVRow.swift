/// The fields of one row, as bytes one after the other.
struct CSVRow {
    private(set) var bytes: [UInt8] = []
    /// Where each field ends.
    private(set) var ends: [Int] = []

    var count: Int { ends.count }

    /// The memory it takes.
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
