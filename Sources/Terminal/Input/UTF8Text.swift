/// UTF-8 that comes in pieces.
enum UTF8Text {
    /// How many bytes at the end begin a character whose rest is yet to come.
    static func incompleteSuffixCount(_ bytes: some BidirectionalCollection<UInt8>) -> Int {
        var count = 0
        for byte in bytes.reversed() {
            count += 1
            switch byte {
            case 0x80...0xBF where count < 4: continue
            case 0xC2...0xDF: return count < 2 ? count : 0
            case 0xE0...0xEF: return count < 3 ? count : 0
            case 0xF0...0xF4: return count < 4 ? count : 0
            default: return 0
            }
        }
        return 0
    }
}
