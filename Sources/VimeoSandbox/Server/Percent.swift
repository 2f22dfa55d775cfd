import Platform

/// Percent-encoding of URLs (RFC 3986 section 2.1) and of forms.
enum Percent {
    /// Decodes `text`; nil for a broken escape or for bytes that are not UTF-8.
    ///
    /// - Parameter plusIsBlank: true for queries and form bodies.
    static func decode(_ text: some StringProtocol, plusIsBlank: Bool = false) -> String? {
        let isPlain = text.utf8.allSatisfy { $0 != UInt8(ascii: "%") && (!plusIsBlank || $0 != UInt8(ascii: "+")) }
        if isPlain { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next()?.hexDigitValue, let low = rest.next()?.hexDigitValue else { return nil }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsBlank: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Encodes `text` so that it can be part of a query.
    static func encode(_ text: String) -> String {
        PercentEncoding.encoded(text, keeping: PercentEncoding.isUnreserved)
    }

    /// Splits `a=1&b=2` into decoded pairs, in order; nil if one of them cannot be decoded.
    static func pairs(_ text: Substring) -> [(name: String, value: String)]? {
        var pairs: [(name: String, value: String)] = []
        // Bytes: what follows a mark, such as an accent, does not hide it.
        for part in text.utf8.split(separator: UInt8(ascii: "&")) {
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decode(Substring(halves[0]), plusIsBlank: true),
                let value = halves.count == 2 ? decode(Substring(halves[1]), plusIsBlank: true) : ""
            else { return nil }
            pairs.append((name, value))
        }
        return pairs
    }
}
