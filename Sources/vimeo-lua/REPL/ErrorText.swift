internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua

/// How an error is shown at the prompt: message, place and hint.
struct ErrorText {
    /// Finds the text of a line of a chunk.
    let line: (LuaPlace) -> String?
    /// Whether that line is the row above the error.
    let isRowAbove: (LuaPlace) -> Bool
    let isColored: Bool
    /// The width of the window, in which no word is broken; nil without one.
    let columns: Int?
    /// Names that a message may have meant.
    let known: () -> [String]

    /// A failed run; `value` is the error value as text where the message does not show it, `whole` the message where the
    /// report has only its beginning.
    func lines(for report: LuaReport, value: String? = nil, whole: [UInt8]? = nil) -> [String] {
        let (beginning, traceback) = Self.split(TerminalText.text(of: report.message))
        let message = whole.map(TerminalText.text) ?? beginning
        var lines: [String] = []
        if let error = report.origin as? VimeoError {
            lines = describe(error)
        } else if let value {
            lines = [paint("error value: ", .red) + value]
        } else {
            lines = rows(message, .red)
        }
        if let place = report.place ?? Self.place(in: message) {
            lines += excerpt(place) { $0.range(for: message) }
        }
        lines += Traceback(traceback).rows.flatMap { rows("  \($0)", .gray, indentation: 4) }
        if let hint = (report.origin as? VimeoError)?.hint ?? suggestion(for: message) {
            lines += rows("hint: \(hint)", .yellow)
        }
        return lines
    }

    /// A text with a syntax error; `isFault` says whether the text up to a byte of the error's line has the same one.
    func lines(forSyntax message: String, isFault: (LuaPlace, Int) -> Bool) -> [String] {
        rows(message, .red)
            + (Self.place(in: message).map { place in
                excerpt(place) { $0.range(forSyntax: message) { isFault(place, $0) } }
            } ?? [])
    }

    private func describe(_ error: VimeoError) -> [String] {
        var details = ["kind \(error.kind.rawValue)"]
        if let status = error.statusCode { details.append("status \(status)") }
        if let code = error.errorCode { details.append("error_code \(code)") }
        var texts = [details.joined(separator: " · ")]
        // Their texts are in the message, as far as they have any.
        texts += error.invalidParameters.filter { !error.message.contains($0.field) }.map {
            "\($0.field): \($0.message ?? "")"
        }
        let isListed = error.invalidParameters.contains { error.developerMessage?.hasPrefix("\($0.field): ") == true }
        if let text = error.developerMessage, !error.message.contains(text), !isListed { texts.append(text) }
        return rows(error.message, .red) + texts.flatMap { rows("  \($0)", .gray, indentation: 4) }
    }

    /// The source line with its number, and carets under the word at fault if that is known.
    private func excerpt(_ place: LuaPlace, culprit: (Culprit) -> Range<Int>?) -> [String] {
        guard let text = line(place)?.replacing("\t", with: " "), !text.isEmpty, text.utf8.count < 1000 else {
            return []
        }
        let range = culprit(Culprit(in: text))
        if range == nil, isRowAbove(place) { return [] }
        let label = "  \(place.line) | "
        let bytes = Array(text.utf8)
        func width(_ range: Range<Int>) -> Int { TextWidth.of(escaped(TerminalText.text(of: bytes[range]))) }
        let shown = part(of: bytes, around: range ?? 0..<0, columns: columns.map { $0 - label.count }, width)
        let mark = (before: shown.lowerBound > 0 ? "…" : "", after: shown.upperBound < bytes.count ? "…" : "")
        let excerpt = escaped(TerminalText.text(of: bytes[shown]))
        var lines = [dim(label) + mark.before + excerpt + mark.after]
        if let range {
            let under = String(repeating: "^", count: max(1, width(range.clamped(to: shown))))
            let margin = String(repeating: " ", count: label.count - 2) + "| "
            let left = mark.before.count + width(shown.lowerBound..<max(shown.lowerBound, range.lowerBound))
            lines.append(dim(margin + String(repeating: " ", count: left)) + paint(under, .red))
        }
        return lines
    }

    /// The words of a line around some bytes, as many as fit into the columns, with room for a mark at both ends.
    private func part(
        of line: [UInt8],
        around range: Range<Int>,
        columns: Int?,
        _ width: (Range<Int>) -> Int
    ) -> Range<Int> {
        guard let columns, width(0..<line.count) > columns else { return 0..<line.count }
        let blanks = line.indices.filter { line[$0] == UInt8(ascii: " ") }
        let first = (blanks.last { $0 < range.lowerBound } ?? -1) + 1
        var shown = first..<(blanks.first { $0 >= range.upperBound } ?? line.count)
        // More words, first those behind.
        while let end = (blanks + [line.count]).first(where: { $0 > shown.upperBound }),
            width(shown.lowerBound..<end) + 2 <= columns
        {
            shown = shown.lowerBound..<end
        }
        while shown.lowerBound > 0 {
            let start = (blanks.last { $0 < shown.lowerBound - 1 } ?? -1) + 1
            guard width(start..<shown.upperBound) + 2 <= columns else { break }
            shown = start..<shown.upperBound
        }
        return shown
    }

    /// The known name that an undefined global is nearest to.
    private func suggestion(for message: String) -> String? {
        guard let start = message.firstRange(of: "(global '")?.upperBound,
            let end = message[start...].firstIndex(of: "'")
        else { return nil }
        let name = String(message[start..<end])
        return NearestName.find(name, in: known().filter { $0 != name }).map { "did you mean \($0)?" }
    }

    /// `input 3:1: …` or `file.lua:7: …`.
    private static func place(in message: String) -> LuaPlace? {
        let head = message.prefix { $0 != "\n" }
        var rest = head[...]
        while let colon = rest.firstIndex(of: ":") {
            let after = rest[rest.index(after: colon)...]
            if let end = after.firstIndex(of: ":"), let line = Int(after[..<end]) {
                let name = String(head[..<colon])
                return LuaPlace(source: name.hasPrefix("input ") ? "=\(name)" : "@\(name)", line: line)
            }
            rest = after
        }
        return nil
    }

    private static func split(_ message: String) -> (String, String) {
        guard let range = message.firstRange(of: "\nstack traceback:\n") else { return (message, "") }
        return (String(message[..<range.lowerBound]), String(message[range.upperBound...]))
    }

    /// Messages and names come from scripts and servers; tabs in them are harmless.
    private func escaped(_ text: String) -> String { TerminalText.escaped(text, keepingLines: true) }
    /// A text in rows of a color; what does not fit into one is continued in the next.
    private func rows(_ text: String, _ color: Color, indentation: Int = 2) -> [String] {
        escaped(text).split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            columns.map { TerminalText.wrapped(String(line), columns: $0, indentation: indentation) } ?? [String(line)]
        }
        .map { paint($0, color) }
    }

    private func dim(_ text: String) -> String { paint(text, .gray) }
    private func paint(_ text: String, _ color: Color) -> String { isColored ? color.paint(text) : text }
}
