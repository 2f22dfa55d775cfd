extension Unicode.Scalar {
    /// Whether showing it could move the cursor, end a line, change the terminal, or reorder or hide what is shown.
    package var isUnsafeToShow: Bool {
        // Classifying every ASCII character would be slow.
        if value < 0x7F { return value < 0x20 }
        return switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        // A zero-width joiner makes one emoji of several.
        case .format: self != "\u{200D}"
        default: false
        }
    }
}

extension StringProtocol {
    /// The text with what is unsafe to show escaped as `\u{202e}`, except the scalars that are kept.
    package func escapedForDisplay(keeping isKept: (Unicode.Scalar) -> Bool = { _ in false }) -> String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if isKept(scalar) || !scalar.isUnsafeToShow {
                result.append(scalar)
            } else {
                result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            }
        }
        return String(result)
    }
}
