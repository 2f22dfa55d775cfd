import Platform

/// The text of SubRip cues, whose tags and signs mean something else in WebVTT.
enum SubRipText {
    /// Both formats have these.
    private static let tags: Set<String> = ["b", "i", "u"]

    /// One line as WebVTT: bold, italic and underlined stay, fonts and `{\an8}` go, all else is shown as it is.
    static func webVTT(_ line: Substring) -> String {
        var result = ""
        var rest = line
        while let character = rest.first {
            switch character {
            case "<":
                guard let tag = tag(rest) else {
                    result += "&lt;"
                    rest.removeFirst()
                    continue
                }
                if tags.contains(tag.name) { result += "<\(tag.isEnd ? "/" : "")\(tag.name)>" }
                rest = rest[tag.end...]
            case ">":
                result += "&gt;"
                rest.removeFirst()
            case "&":
                result += isReference(rest) ? "&" : "&amp;"
                rest.removeFirst()
            case "{" where rest.hasPrefix("{\\"):
                guard let close = close(rest, "{", "}") else {
                    result.append(character)
                    rest.removeFirst()
                    continue
                }
                rest = rest[rest.index(after: close)...]
            case "\0":
                result.append("\u{FFFD}")
                rest.removeFirst()
            default:
                result.append(character)
                rest.removeFirst()
            }
        }
        return String(result.trimmed())
    }

    /// Where the first sign is closed, unless another one comes before: no part of the text is searched twice.
    private static func close(_ text: Substring, _ open: Character, _ close: Character) -> Substring.Index? {
        let index = text.dropFirst().firstIndex { $0 == open || $0 == close }
        return index.flatMap { text[$0] == close ? $0 : nil }
    }

    /// A tag that SubRip knows, at the start of the text.
    private static func tag(_ text: Substring) -> (name: String, isEnd: Bool, end: Substring.Index)? {
        guard let close = close(text.prefix(200), "<", ">") else { return nil }
        var inside = text[..<close].dropFirst()
        let isEnd = inside.hasPrefix("/")
        if isEnd { inside.removeFirst() }
        let name = inside.prefix { $0.isLetter }.lowercased()
        let attributes = inside.dropFirst(name.count)
        guard name == "font" || tags.contains(name), attributes.first.map({ $0 == " " }) ?? true else { return nil }
        return (name, isEnd, text.index(after: close))
    }

    /// Whether a `&` begins a character reference, as files have it that were made for browsers.
    private static func isReference(_ text: Substring) -> Bool {
        ["&amp;", "&lt;", "&gt;", "&nbsp;", "&lrm;", "&rlm;"].contains { text.hasPrefix($0) }
    }
}
