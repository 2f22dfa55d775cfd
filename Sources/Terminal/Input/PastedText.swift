/// Pasted text while it comes, up to the mark of its end.
struct PastedText {
    private static let endMark = Array("\u{1B}[201~".utf8)

    private var bytes: [UInt8] = []
    private var matched = 0

    /// Adds a byte; returns whether it was the last one of the mark.
    mutating func accept(_ byte: UInt8) -> Bool {
        if byte == Self.endMark[matched] {
            matched += 1
            return matched == Self.endMark.count
        }
        // ESC is only at the beginning of the mark, so that no other match can begin within this one.
        bytes += Self.endMark.prefix(matched)
        matched = byte == Self.endMark[0] ? 1 : 0
        if matched == 0 { bytes.append(byte) }
        return false
    }

    /// The text: line ends are `\n`, other control characters but tabs are dropped, invalid UTF-8 is repaired.
    var text: String {
        var clean: [UInt8] = []
        clean.reserveCapacity(bytes.count)
        var previous: UInt8 = 0
        for byte in bytes {
            switch byte {
            case 0x0D: clean.append(0x0A)
            case 0x0A where previous == 0x0D: break
            case 0x0A, 0x09: clean.append(byte)
            case 0x00..<0x20, 0x7F: break
            // The control characters of the upper half (C1).
            case 0x80...0x9F where previous == 0xC2: clean.removeLast()
            default: clean.append(byte)
            }
            previous = byte
        }
        return String(decoding: clean, as: UTF8.self)
    }
}
