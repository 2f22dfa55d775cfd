/// JSON with its values painted.
enum JSONColors {
    /// Paints the strings, numbers and constants of a valid JSON text; the keys of objects and everything else stay as they
    /// are.
    static func paint(_ json: [UInt8], _ paint: (ValuePrinter.Piece, String) -> String) -> [UInt8] {
        var painted: [UInt8] = []
        painted.reserveCapacity(json.count * 2)
        var start = 0
        func take(to end: Int, as piece: ValuePrinter.Piece) {
            painted += Array(paint(piece, String(decoding: json[start..<end], as: UTF8.self)).utf8)
            start = end
        }
        while start < json.count {
            switch json[start] {
            case UInt8(ascii: "\""):
                let end = endOfString(json, from: start)
                let isKey = end < json.count && json[end] == UInt8(ascii: ":")
                take(to: end, as: isKey ? .key : .string)
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                take(to: endOfWord(json, from: start), as: .number)
            case UInt8(ascii: "a")...UInt8(ascii: "z"):
                take(to: endOfWord(json, from: start), as: .constant)
            default:
                painted.append(json[start])
                start += 1
            }
        }
        return painted
    }

    private static func endOfString(_ json: [UInt8], from start: Int) -> Int {
        var end = start + 1
        while end < json.count, json[end] != UInt8(ascii: "\"") { end += json[end] == UInt8(ascii: "\\") ? 2 : 1 }
        return min(end + 1, json.count)
    }

    private static func endOfWord(_ json: [UInt8], from start: Int) -> Int {
        json[start...].firstIndex { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") || byte <= 0x20
        } ?? json.count
    }
}
