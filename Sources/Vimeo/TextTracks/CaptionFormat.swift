import Platform

/// What kind of captions some bytes are.
enum CaptionFormat: Sendable, Equatable {
    case webVTT
    case subRip
    /// Another kind of text, by its name.
    case other(String)
    case utf16
    /// Not UTF-8; most likely an old 8-bit character set.
    case eightBit
    case binary
    case empty
    case unknown

    /// Looks at the bytes; names of files say little.
    init(_ bytes: [UInt8]) {
        if bytes.isEmpty {
            self = .empty
        } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            self = .utf16
        } else if bytes.contains(0) {
            self = Self.looksLikeUTF16(bytes) ? .utf16 : .binary
        } else if let text = String(validating: bytes, as: UTF8.self) {
            self = Self.format(of: text)
        } else {
            self = bytes.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D].contains($0) } ? .binary : .eightBit
        }
    }

    private static func format(of text: String) -> CaptionFormat {
        let text = text.unicodeScalars.first == "\u{FEFF}" ? text.unicodeScalars.dropFirst() : text.unicodeScalars[...]
        // WebVTT, section 4.1: the word, and then a blank, a line break or nothing.
        if text.starts(with: "WEBVTT".unicodeScalars) {
            let next = text.dropFirst(6).first
            if next == nil || next == " " || next == "\t" || next == "\n" || next == "\r" { return .webVTT }
        }
        let lines = String(String.UnicodeScalarView(text.prefix(4096))).split { $0.isNewline }
            .map { $0.trimmed() }
            .filter { !$0.isEmpty }
        guard let first = lines.first else { return .empty }
        if SubRip.isTiming(first) { return .subRip }
        if lines.count > 1, SubRip.isCounter(first), SubRip.isTiming(lines[1]) { return .subRip }
        return Self.other(first).map { .other($0) } ?? .unknown
    }

    private static func other(_ line: Substring) -> String? {
        if line.hasPrefix("<") { return "TTML or another kind of XML" }
        if line.hasPrefix("[Script Info]") { return "SubStation Alpha" }
        if line.hasPrefix("Scenarist_SCC") { return "SCC" }
        if line.hasPrefix("{"), line.dropFirst().first?.isNumber == true { return "MicroDVD" }
        if line.hasPrefix("{") || line.hasPrefix("[{") { return "JSON" }
        let ends = line.split(separator: ",")
        if ends.count == 2, ends.allSatisfy({ SubRip.milliseconds($0) != nil }) { return "SBV" }
        return nil
    }

    /// Plain letters in UTF-16 have a zero in every second byte.
    private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
        let start = bytes.prefix(256)
        let zeros = start.indices.filter { start[$0] == 0 }
        return zeros.count * 3 > start.count && Set(zeros.map { $0 % 2 }).count == 1
    }
}
