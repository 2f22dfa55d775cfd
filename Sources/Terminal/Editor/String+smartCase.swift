extension String {
    /// The UTF-8 offsets of the first place where a query stands; case counts if the query has a capital letter.
    func firstRange(of query: String) -> Range<Int>? {
        let countsCase = query.contains { $0.isUppercase }
        if countsCase || query.utf8.allSatisfy({ $0 < 0x80 }) {
            return firstRange(ofBytes: Array(query.utf8), countsCase: countsCase)
        }
        var offsets = [0]
        var scalars: [String] = []
        for scalar in unicodeScalars {
            scalars.append(scalar.properties.lowercaseMapping)
            offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar))
        }
        let wanted = query.unicodeScalars.map { $0.properties.lowercaseMapping }
        return String.firstRange(of: wanted, in: scalars).map { offsets[$0.lowerBound]..<offsets[$0.upperBound] }
    }

    /// Compares bytes in place: a long history is searched with every key.
    private func firstRange(ofBytes wanted: [UInt8], countsCase: Bool) -> Range<Int>? {
        let fold: (UInt8) -> UInt8 = { !countsCase && (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        var text = self
        return text.withUTF8 { bytes in
            guard let first = wanted.first, wanted.count <= bytes.count else { return nil }
            for start in 0...(bytes.count - wanted.count) where fold(bytes[start]) == first {
                if (1..<wanted.count).allSatisfy({ fold(bytes[start + $0]) == wanted[$0] }) {
                    return start..<(start + wanted.count)
                }
            }
            return nil
        }
    }

    private static func firstRange<Element: Equatable>(of wanted: [Element], in all: [Element]) -> Range<Int>? {
        guard let first = wanted.first, wanted.count <= all.count else { return nil }
        for start in 0...(all.count - wanted.count) where all[start] == first {
            if (1..<wanted.count).allSatisfy({ all[start + $0] == wanted[$0] }) {
                return start..<(start + wanted.count)
            }
        }
        return nil
    }
}
