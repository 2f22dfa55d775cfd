/// Sizes as people write them.
enum ByteSize {
    /// Bytes, or a number with K, M or G (powers of 1024); nil for anything else.
    static func parse(_ text: String) -> Int? {
        let factors: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
        guard let last = text.last else { return nil }
        guard let factor = factors[Character(last.uppercased())] else { return Int(text) }
        guard let number = Int(text.dropLast()) else { return nil }
        let (size, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : size
    }
}
