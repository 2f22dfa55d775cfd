/// The text of SubRip cues, whose tags and signs mean something else in WebVTT.
///
/// Reads each byte a fixed number of times, whatever is in it: all signs that matter are ASCII.
struct SubRipText {
    /// Both formats have these.
    private static let tags: Set<String> = ["b", "i", "u"]

    /// A longer tag is not one.
    private static let longestTag = 200

    private static let references = ["amp;", "lt;", "gt;", "nbsp;", "lrm;", "rlm;"]

    private let bytes: [UInt8]
    private var index = 0
    private var result: [UInt8] = []
    /// Where the next `>` and the next `}` are; found once for all that come before.
    private var nextAngle = -1
    private var nextBrace = -1

    /// One line as WebVTT has it.
    ///
    /// Bold, italic and underlined stay; fonts and the `{\an8}` of other formats are removed; all else is shown as it is
    /// written.
    static func webVTT(_ line: Substring) -> String {
        var text = SubRipText(line)
        text.convert()
        return String(String(decoding: text.result, as: UTF8.self).trimmingBlanks())
    }

    private init(_ line: Substring) {
        bytes = Array(line.utf8)
        result.reserveCapacity(bytes.count)
    }

    private mutating func convert() {
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "<") where skipTag(): continue
            case UInt8(ascii: "{") where skipPosition(): continue
            case UInt8(ascii: "<"): result += "&lt;".utf8
            case UInt8(ascii: ">"): result += "&gt;".utf8
            case UInt8(ascii: "&"): result += (isReference ? "&" : "&amp;").utf8
            case 0: result += "\u{FFFD}".utf8
            default: result.append(byte)
            }
            index += 1
        }
    }

    /// Passes a tag that SubRip has, if there is one here, and writes it if WebVTT has it, too.
    private mutating func skipTag() -> Bool {
        let close = Self.next(UInt8(ascii: ">"), in: bytes, from: index, &nextAngle)
        guard close < bytes.count, close - index < Self.longestTag else { return false }
        var inside = bytes[(index + 1)..<close]
        let isEnd = inside.first == UInt8(ascii: "/")
        if isEnd { inside.removeFirst() }
        let letters = inside.prefix { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 }
        let name = String(decoding: letters, as: UTF8.self).lowercased()
        guard name == "font" || Self.tags.contains(name),
            inside.dropFirst(letters.count).first ?? UInt8(ascii: " ") == UInt8(ascii: " ")
        else { return false }
        if name != "font" { result += "<\(isEnd ? "/" : "")\(name)>".utf8 }
        index = close + 1
        return true
    }

    /// Passes a `{\…}`, if there is one here.
    private mutating func skipPosition() -> Bool {
        guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\\") else { return false }
        let close = Self.next(UInt8(ascii: "}"), in: bytes, from: index, &nextBrace)
        guard close < bytes.count else { return false }
        index = close + 1
        return true
    }

    /// Where that byte comes next; the number of bytes if it does not.
    private static func next(_ byte: UInt8, in bytes: [UInt8], from index: Int, _ known: inout Int) -> Int {
        if known < index { known = bytes[index...].firstIndex(of: byte) ?? bytes.count }
        return known
    }

    /// Whether the `&` here begins a character reference, as files for browsers have it.
    private var isReference: Bool {
        Self.references.contains { bytes[(index + 1)...].starts(with: $0.utf8) }
    }
}
