/// One of several parts of the items, so that machines can share them without a coordinator.
package struct Shard: Equatable, Sendable {
    /// From 1.
    package let part: Int
    package let count: Int

    /// `2/3` is the second of three parts; nil for anything else.
    package init?(_ text: String) {
        let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let part = numbers[0], let count = numbers[1], 1...1_000_000 ~= count,
            1...count ~= part
        else { return nil }
        (self.part, self.count) = (part, count)
    }

    package var text: String { "\(part)/\(count)" }

    /// Whether an item belongs to this part: FNV-1a (64 bits) of the bytes of its URI, modulo the number of parts.
    package func contains(_ key: String) -> Bool {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        // The low bits alone change little between neighbouring numbers.
        hash ^= hash >> 32
        return Int(hash % UInt64(count)) == part - 1
    }
}
