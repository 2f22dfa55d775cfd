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
            lines = [red("error value: ") + value]
        } else {
            lines = message.split(separator: "\n", omittingEmptySubsequences: false).map { red(String($0)) }
        }
        if let place = report.place ?? Self.place(in: message) {
            lines += excerpt(place) { $0.range(for: message) }
        }
        lines += Traceback(traceback).rows.map { dim(escaped("  \($0)")) }
        if let hint = (report.origin as? VimeoError)?.hint ?? suggestion(for: message) {
            lines.append(paint("hint: \(escaped(hint))", .yellow))
        }
        return lines
    }

    /// A text with a syntax error; `isFault` says whether the text up to a byte of the error's line has the same one.
    func lines(forSyntax message: String, isFault: (LuaPlace, Int) -> Bool) -> [String] {
        [red(message)]
            + (Self.place(in: message).map { place in
                excerpt(place) { $0.range(forSyntax: message) { isFault(place, $0) } }
            } ?? [])
    }

    private func describe(_ error: VimeoError) -> [String] {
        var details = ["kind \(error.kind.rawValue)"]
        if let status = error.statusCode { details.append("status \(status)") }
        if let code = error.errorCode { details.append("error_code \(code)") }
        var lines = [red(error.message), dim("  \(details.joined(separator: " · "))")]
        for parameter in error.invalidParameters {
            lines.append(dim(escaped("  \(parameter.field): \(parameter.message ?? "")")))
        }
        if let text = error.developerMessage, !error.message.contains(text) {
            lines.append(dim(escaped("  \(text)")))
        }
        return lines
    }

    /// The source line with its number, and carets under the word at fault if that is known.
    private func excerpt(_ place: LuaPlace, culprit: (Culprit) -> Range<Int>?) -> [String] {
        guard let text = line(place)?.replacing("\t", with: " "), !text.isEmpty, text.utf8.count < 1000 else {
            return []
        }
        let range = culprit(Culprit(in: text))
        if range == nil, isRowAbove(place) { return [] }
        let label = "  \(place.line) | "
        var lines = [dim(label) + escaped(text)]
        if let range {
            let bytes = Array(text.utf8)
            func width(_ range: Range<Int>) -> Int { TextWidth.of(escaped(TerminalText.text(of: bytes[range]))) }
            let under = String(repeating: "^", count: max(1, width(range)))
            let margin = String(repeating: " ", count: label.count - 2) + "| "
            lines.append(
                dim(margin + String(repeating: " ", count: width(0..<range.lowerBound))) + paint(under, .red)
            )
        }
        return lines
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
    private func red(_ text: String) -> String { paint(escaped(text), .red) }
    private func dim(_ text: String) -> String { paint(text, .gray) }
    private func paint(_ text: String, _ color: Color) -> String { isColored ? color.paint(text) : text }
}
