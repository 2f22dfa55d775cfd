import JSONCore

/// Makes one readable line of text that comes from a server, a file name or another place nobody vouches for.
enum PlainText {
    private static let longest = 200

    /// At most 1,000 characters without line breaks, control characters and runs of blanks; invisible ones are escaped.
    static func oneLine(_ text: String) -> String {
        let words = text.prefix(1000).split {
            $0.isWhitespace || $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }
        return words.map { $0.escapedForDisplay() }.joined(separator: " ")
    }

    /// The first line of text in a body, at most 200 characters: of XML the `Message`, of HTML without tags, scripts and
    /// styles.
    static func firstLine(of body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(16 * 1024), as: UTF8.self)
        let isMarkup = text.first { !$0.isWhitespace } == "<"
        let lines = (isMarkup ? element("Message", of: text) ?? withoutTags(text) : text).split { $0.isNewline }
        return shortened(lines.lazy.map { oneLine(String($0)) }.first { !$0.isEmpty } ?? "")
    }

    /// At most 200 characters of a line.
    static func shortened(_ line: String) -> String {
        line.count > longest ? "\(line.prefix(longest))…" : line
    }

    /// What the first element of that name holds, if it is only text.
    private static func element(_ name: String, of xml: String) -> String? {
        guard let start = xml.firstRange(of: "<\(name)>"),
            let end = xml[start.upperBound...].firstRange(of: "</\(name)>")
        else { return nil }
        let text = xml[start.upperBound..<end.lowerBound]
        return text.contains("<") ? nil : unescaped(text)
    }

    private static func unescaped(_ text: Substring) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")].reduce(String(text)) {
            $0.replacing($1.0, with: $1.1)
        }
    }

    /// Tags become line breaks, so that a title, a heading and a paragraph are lines of their own.
    private static func withoutTags(_ html: String) -> String {
        var result = ""
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            result += unescaped(rest[..<open])
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
