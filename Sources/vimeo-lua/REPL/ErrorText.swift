internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua

/// How an error is shown at the prompt: message, place and hint.
struct ErrorText {
    /// Finds the text of a line of a chunk.
    let line: (LuaPlace) -> String?
    let isColored: Bool
    /// Names that a message may have meant.
    let known: () -> [String]

    /// A failed run.
    func lines(for report: LuaReport) -> [String] {
        let (message, traceback) = Self.split(String(decoding: report.message, as: UTF8.self))
        var lines: [String] = []
        if let error = report.origin as? VimeoError {
            lines = describe(error)
        } else {
            lines = message.split(separator: "\n", omittingEmptySubsequences: false).map { red(String($0)) }
        }
        if let place = report.place ?? Self.place(in: message) { lines += excerpt(place, for: message) }
        lines += Self.frames(traceback).map(dim)
        if let hint = (report.origin as? VimeoError)?.hint ?? suggestion(for: message) {
            lines.append(paint("hint: \(TerminalText.escaped(hint))", .yellow))
        }
        return lines
    }

    /// A text with a syntax error.
    func lines(forSyntax message: String) -> [String] {
        [red(message)] + (Self.place(in: message).map { excerpt($0, for: message) } ?? [])
    }

    private func describe(_ error: VimeoError) -> [String] {
        var details = ["kind \(error.kind.rawValue)"]
        if let status = error.statusCode { details.append("status \(status)") }
        if let code = error.errorCode { details.append("error_code \(code)") }
        var lines = [red(error.message), dim("  \(details.joined(separator: " · "))")]
        for parameter in error.invalidParameters {
            lines.append(dim("  \(parameter.field): \(TerminalText.escaped(parameter.message ?? ""))"))
        }
        if let text = error.developerMessage, !error.message.contains(text) {
            lines.append(dim("  \(TerminalText.escaped(text))"))
        }
        return lines
    }

    /// The source line with its number, and a caret where the message names a variable or token in it.
    private func excerpt(_ place: LuaPlace, for message: String) -> [String] {
        guard let text = line(place), !text.isEmpty, text.utf8.count < 1000 else { return [] }
        let label = "  \(place.line) | "
        let shown = TerminalText.escaped(text.replacing("\t", with: " "))
        var lines = [dim(label) + shown]
        if let range = Self.culprit(in: shown, message) {
            let before = TextWidth.of(String(shown[..<range.lowerBound]))
            let under = String(repeating: "^", count: max(1, TextWidth.of(String(shown[range]))))
            let margin = String(repeating: " ", count: label.count - 2) + "| " + String(repeating: " ", count: before)
            lines.append(dim(margin) + paint(under, .red))
        }
        return lines
    }

    /// The place of the variable, field or token that a message quotes at its end.
    private static func culprit(in line: String, _ message: String) -> Range<String.Index>? {
        guard let close = message.lastIndex(of: "'") else { return nil }
        guard let open = message[..<close].lastIndex(of: "'") else { return nil }
        let name = String(message[message.index(after: open)..<close])
        guard !name.isEmpty, name != "?" else { return nil }
        let bytes = Array(line.utf8)
        for token in LuaLexer.tokens(of: bytes) where Array(bytes[token.range]) == Array(name.utf8) {
            let start = line.utf8.index(line.startIndex, offsetBy: token.range.lowerBound)
            return start..<line.utf8.index(line.startIndex, offsetBy: token.range.upperBound)
        }
        return line.firstRange(of: name)
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

    /// The traceback without the prompt's own frames; empty if it adds nothing to the message.
    private static func frames(_ traceback: String) -> [String] {
        var frames: [String] = []
        for line in traceback.split(separator: "\n") {
            let frame = TerminalText.escaped(String(line.drop { $0 == "\t" || $0 == " " }))
            // The prompt's own frames follow.
            if frame == "[C]: in ?" || frame.hasPrefix("[C]: in function 'vimeo.repl'") { break }
            frames.append(frame)
        }
        let own = frames.filter { !$0.hasPrefix("[C]: in function 'error'") && $0 != "(...tail calls...)" }
        return own.count > 1 ? own.map { "  \($0)" } : []
    }

    private func red(_ text: String) -> String { paint(TerminalText.escaped(text), .red) }
    private func dim(_ text: String) -> String { paint(text, .gray) }
    private func paint(_ text: String, _ color: Color) -> String { isColored ? color.paint(text) : text }
}
