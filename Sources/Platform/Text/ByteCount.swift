/// Sizes as people write them.
package enum ByteCount {
    private static let factors: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]

    /// Bytes, or a number with K, M, G or T (powers of 1024); nil for anything else.
    package static func parse(_ text: String) -> Int? {
        guard let last = text.last, let factor = factors[Character(last.uppercased())] else { return Int(text) }
        guard let number = Int(text.dropLast()) else { return nil }
        let (size, isTooLarge) = number.multipliedReportingOverflow(by: factor)
        return isTooLarge ? nil : size
    }
}
