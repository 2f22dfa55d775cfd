/// An entry as a line of the file.
enum HistoryLine {
    static func encode(_ entry: String) -> [UInt8] {
        var line: [UInt8] = []
        for byte in entry.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): line += [byte, byte]
            case 0x0A: line += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            default: line.append(byte)
            }
        }
        return line + [0x0A]
    }

    /// The entry of a line; nil if the line is damaged or too long.
    static func decode(_ line: some Sequence<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in line where byte != 0 {
            if isEscaped {
                isEscaped = false
                switch byte {
                case UInt8(ascii: "n"): bytes.append(0x0A)
                case UInt8(ascii: "\\"): bytes.append(byte)
                default: bytes += [UInt8(ascii: "\\"), byte]
                }
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                bytes.append(byte)
            }
        }
        if isEscaped { bytes.append(UInt8(ascii: "\\")) }
        let entry = String(decoding: bytes, as: UTF8.self)
        return entry.allSatisfy(\.isWhitespace) || bytes.count > History.maximumEntrySize ? nil : entry
    }
}
