// Texts as bytes: many times faster than comparing characters, and what follows an occurrence, such as an accent,
// cannot hide it.
extension String {
    /// Whether the bytes of `other`, which is not empty, occur.
    package func containsBytes(of other: String) -> Bool {
        offsets(of: other, upTo: 1).first != nil
    }

    /// The text with `replacement` in place of each occurrence of the bytes of `other`, which is not empty.
    package func replacingBytes(of other: String, with replacement: String) -> String {
        let found = offsets(of: other, upTo: .max)
        if found.isEmpty { return self }
        let bytes = Array(utf8)
        var result: [UInt8] = []
        var end = 0
        for offset in found {
            result += bytes[end..<offset]
            result += replacement.utf8
            end = offset + other.utf8.count
        }
        return String(decoding: result + bytes[end...], as: UTF8.self)
    }

    /// Where the bytes of `other` begin, from the left and without overlap.
    private func offsets(of other: String, upTo limit: Int) -> [Int] {
        var (text, other) = (self, other)
        return text.withUTF8 { text in
            other.withUTF8 { other in
                var found: [Int] = []
                guard let start = text.baseAddress, let wanted = other.baseAddress else { return found }
                let last = text.count - other.count
                var next = 0
                while found.count < limit, next <= last,
                    let place = memchr(start + next, Int32(wanted.pointee), last - next + 1)
                {
                    let offset = UnsafeRawPointer(place) - UnsafeRawPointer(start)
                    let isEqual = memcmp(place, wanted, other.count) == 0
                    if isEqual { found.append(offset) }
                    next = offset + (isEqual ? other.count : 1)
                }
                return found
            }
        }
    }
}
