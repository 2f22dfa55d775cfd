import JSONCore
import Platform

/// What is in the log of a data folder: a line for each request that changed something, with all its changes.
///
/// A line is a checksum of 16 hexadecimal digits, a space, and a JSON array: the time in milliseconds, then the changes.
/// The first line says what the file is.
struct ChangeLog {
    struct Entry {
        let time: Instant
        let changes: [Change]
    }

    static let header = line("\"vimeo-lua sandbox 1\"")

    private(set) var entries: [Entry] = []
    /// The lines that are not as they were written, with their line ends: of a killed process the last one can be.
    private(set) var damaged: [UInt8] = []
    /// How many those are.
    private(set) var damagedLines = 0
    /// Whether the last line is all that is damaged, and only for want of its end.
    private(set) var isCutOff = false
    /// Whether it is the log of a sandbox, as its first line or any other says.
    private(set) var isLog = false

    init(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            let isWhole = end < rest.endIndex
            let line = rest[..<end]
            rest = rest[(isWhole ? end + 1 : end)...]
            if let content = Self.content(line), isWhole {
                if let entry = Self.entry(content) {
                    entries.append(entry)
                    isLog = true
                    continue
                } else if Self.header.dropLast() == line {
                    isLog = true
                    continue
                }
            }
            damaged += line + [UInt8(ascii: "\n")]
            damagedLines += 1
            isCutOff = !isWhole && damagedLines == 1
        }
    }

    /// The line for changes at a time.
    static func line(_ time: Instant, _ changes: [Change]) -> [UInt8] {
        line(JSONValue.array([time.json] + changes.map(\.json)).bytes())
    }

    private static func line(_ text: String) -> [UInt8] { line(Array(text.utf8)) }

    private static func line(_ content: [UInt8]) -> [UInt8] {
        Array(checksum(content[...]).utf8) + [UInt8(ascii: " ")] + content + [UInt8(ascii: "\n")]
    }

    private static func checksum(_ content: ArraySlice<UInt8>) -> String {
        var checksum = Checksum()
        content.withUnsafeBytes { checksum.add($0) }
        return checksum.text
    }

    /// What follows the checksum; nil if that is not right.
    private static func content(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let content = line.dropFirst(17)
        guard line.count > 17, line.prefix(17).elementsEqual("\(checksum(content)) ".utf8) else { return nil }
        return content
    }

    private static func entry(_ content: ArraySlice<UInt8>) -> Entry? {
        guard let parts = (try? JSONParser.parse(Array(content)))?.array,
            let time = parts.first.flatMap({ Instant($0) })
        else { return nil }
        let changes = parts.dropFirst().compactMap { Change($0) }
        return changes.count == parts.count - 1 ? Entry(time: time, changes: changes) : nil
    }
}
