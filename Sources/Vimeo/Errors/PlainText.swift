/// Makes one readable line of whatever a server sent.
enum PlainText {
    private static let longest = 200

    /// Line breaks and control characters become blanks, runs of blanks one; no more than 1,000 characters.
    static func oneLine(_ text: String) -> String {
        let words = text.prefix(1000).split {
            $0.isWhitespace || $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }
        return words.joined(separator: " ")
    }

    /// The first line of text in a body, HTML tags, scripts and styles left out; at most 200 characters.
    static func firstLine(of body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(16 * 1024), as: UTF8.self)
        let start = text.prefix(512).lowercased()
        let isHTML =
            start.contains("<html") || start.contains("<!doctype") || start.contains("<head") || start.contains("<body")
        let lines = (isHTML ? withoutTags(text) : text).split { $0.isNewline }
        let line = lines.lazy.map { oneLine(String($0)) }.first { !$0.isEmpty } ?? ""
        return line.count > longest ? "\(line.prefix(longest))…" : line
    }

    /// Tags become line breaks, so that a title, a heading and a paragraph are lines of their own.
    private static func withoutTags(_ html: String) -> String {
        var result = ""
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            result += rest[..<open]
            rest = rest[open...]
            let name = rest.dropFirst().prefix { $0.isLetter }.lowercased()
            if name == "script" || name == "style", let end = rest.firstRange(of: "</\(name)") {
                rest = rest[end.lowerBound...]
            }
            guard let close = rest.firstIndex(of: ">") else { return result }
            rest = rest[rest.index(after: close)...]
            result += "\n"
        }
        return result + rest
    }
}
