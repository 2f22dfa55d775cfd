import Platform

/// The bytes of an IPv4 or IPv6 address.
struct IPAddress: Equatable {
    private let bytes: [UInt8]

    /// Reads an address without a port; IPv6 with or without brackets.
    init?(_ text: String) {
        let plain = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        var buffer = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, plain, &buffer) == 1 {
            bytes = Array(buffer[..<4])
        } else if inet_pton(AF_INET6, plain, &buffer) == 1 {
            bytes = buffer
        } else {
            return nil
        }
    }

    /// Whether the first `bits` bits are the same.
    func shares(_ bits: Int, with other: IPAddress) -> Bool {
        guard bytes.count == other.bytes.count, bits >= 0, bits <= bytes.count * 8 else { return false }
        for (index, pair) in zip(bytes, other.bytes).enumerated() {
            let counted = min(max(bits - index * 8, 0), 8)
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> counted)
            if pair.0 & mask != pair.1 & mask { return false }
        }
        return true
    }
}
