import JSONCore
internal import Platform

/// Text that is safe to show: nothing in it can move the cursor or change the terminal.
package enum TerminalText {
    /// More than a file's name has on any system; what is longer is cut first of all.
    private static let maximumLineScalars = 1000

    /// The text with control and format characters escaped, except line ends and tabs if `keepingLines`.
    package static func escaped(_ text: String, keepingLines: Bool = false) -> String {
        text.escapedForDisplay { keepingLines && ($0 == "\n" || $0 == "\t") }
    }

    /// The text of bytes that are mostly UTF-8; the others become `\xff`.
    package static func text(of bytes: some RandomAccessCollection<UInt8>) -> String {
        String(escapingInvalid: bytes)
    }

    /// The text escaped in one line, without the middle of an endless one.
    static func line(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > maximumLineScalars else { return escaped(text) }
        let half = maximumLineScalars / 2
        return escaped("\(String(scalars.prefix(half)))…\(String(scalars.suffix(half)))")
    }

    /// The text in at most this many columns, with `…` for what is missing in its middle.
    static func cutInTheMiddle(_ text: String, columns: Int) -> String {
        guard TextWidth.of(text) > columns else { return text }
        guard columns > 0 else { return "" }
        let tailColumns = (columns - 1) / 2
        let tail = String(String(prefix(text.reversed(), columns: tailColumns)).reversed())
        let head = prefix(text, columns: columns - 1 - TextWidth.of(tail))
        return String(head) + "…" + tail
    }

    /// The text padded with spaces to this many columns.
    static func padded(_ text: String, columns: Int, isRight: Bool = false) -> String {
        let spaces = String(repeating: " ", count: max(0, columns - TextWidth.of(text)))
        return isRight ? spaces + text : text + spaces
    }

    private static func prefix(_ text: some Sequence<Character>, columns: Int) -> [Character] {
        var left = columns
        var result: [Character] = []
        for character in text {
            left -= TextWidth.of(character)
            guard left >= 0 else { break }
            result.append(character)
        }
        return result
    }
}
