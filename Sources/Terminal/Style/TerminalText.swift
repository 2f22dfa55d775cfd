/// Text that is safe to show: nothing in it can move the cursor or change the terminal.
public enum TerminalText {
    /// The text with control and format characters escaped; line ends and tabs stay if asked for.
    public static func escaped(_ text: String, keepingLines: Bool = false) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isKept = keepingLines && (scalar == "\n" || scalar == "\t")
            if isKept || !isUnsafe(scalar) {
                result.append(scalar)
            } else {
                result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            }
        }
        return String(result)
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        // The zero-width joiner makes emoji.
        case .format: scalar != "\u{200D}"
        default: false
        }
    }
}
