/// Percent-encoding as RFC 3986 has it.
///
/// For strings only: a generic function would look for the conformances of their parts' types before the first request.
package enum PercentEncoding {
    private static let hex = Array("0123456789ABCDEF".utf8)

    /// Encodes every byte that `keep` does not name.
    package static func encoded(_ text: String, keeping keep: (UInt8) -> Bool) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if keep(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A value of a query or form: only unreserved characters stay, and `,`, `/` and `:` which need no encoding there.
    package static func queryValue(_ text: String) -> String {
        encoded(text) {
            isUnreserved($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":")
        }
    }

    /// A value of a form, strictly: blanks become `+`.
    package static func formValue(_ text: String) -> String {
        encoded(text) { isUnreserved($0) || $0 == UInt8(ascii: " ") }
            .split(separator: " ", omittingEmptySubsequences: false).joined(separator: "+")
    }

    /// A path or query that somebody typed: what is legal stays, `%XX` included; all else is encoded.
    package static func repaired(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var index = -1
        return encoded(text) { byte in
            index += 1
            guard byte == UInt8(ascii: "%") else { return isUnreserved(byte) || isPathPunctuation(byte) }
            return index + 2 < bytes.count && bytes[index + 1].hexDigitValue != nil
                && bytes[index + 2].hexDigitValue != nil
        }
    }

    /// The text with `%XX` resolved; broken escapes stay, invalid UTF-8 is replaced.
    package static func decoded(_ text: String) -> String {
        String(decoding: decodedBytes(text), as: UTF8.self)
    }

    package static func decodedBytes(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = bytes[index + 1].hexDigitValue,
                let low = bytes[index + 2].hexDigitValue
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    package static func isUnreserved(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || "-._~".utf8.contains(byte)
    }

    private static func isPathPunctuation(_ byte: UInt8) -> Bool {
        "!$&'()*+,;=:@/?".utf8.contains(byte)
    }
}
