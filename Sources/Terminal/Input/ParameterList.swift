internal import Platform

/// The parameters of a control sequence.
struct ParameterList {
    /// The numbers between the semicolons, without their subparameters; 0 where there is none.
    private(set) var numbers: [Int] = []
    /// The sequence is an answer or an extension, not a key.
    let isPrivate: Bool
    /// The key has been let go, as kitty reports it: the third kind of event.
    private(set) var isRelease = false

    init(_ bytes: [UInt8]) {
        isPrivate = bytes.first.map { (0x3C...0x3F).contains($0) } ?? false
        guard !bytes.isEmpty else { return }
        for (index, field) in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).enumerated() {
            let parts = field.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            numbers.append(parts.first.map(Self.number) ?? 0)
            if index == 1, parts.count > 1, Self.number(parts[1]) == 3 { isRelease = true }
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { value, byte in
            guard byte.isASCIIDigit else { return value }
            return min(value * 10 + Int(byte - 0x30), 0x11_0000)
        }
    }
}
