/// How many columns text takes on a terminal.
public enum TextWidth {
    /// The columns that the text takes; control characters count nothing.
    public static func of(_ text: String) -> Int {
        text.reduce(0) { $0 + of($1) }
    }

    /// The columns that a character takes: 2 for East Asian wide ones and emoji, 0 for what only changes its neighbour.
    public static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        let rest = scalars.dropFirst()
        if rest.isEmpty { return of(first) }
        if isRegionalIndicator(first) { return rest.first.map(isRegionalIndicator) == true ? 2 : 1 }
        // The variation selector 16 asks for the emoji's picture.
        if scalars.contains("\u{FE0F}") && first.properties.isEmoji { return 2 }
        if first.properties.isEmojiPresentation { return 2 }
        if first.value >= 0x80 && first.properties.isEmoji && scalars.contains(where: joinsEmoji) { return 2 }
        return scalars.reduce(0) { $0 + of($1) }
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: return 0
        case 0x20..<0x7F: return 1
        // Vowels and finals of Hangul syllables stand inside the first letter's columns.
        case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator:
            // The soft hyphen is drawn.
            return scalar == "\u{AD}" ? 1 : 0
        default: break
        }
        if isRegionalIndicator(scalar) { return 1 }
        return isWide(scalar) || scalar.properties.isEmojiPresentation ? 2 : 1
    }

    private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
        (0x1F1E6...0x1F1FF).contains(scalar.value)
    }

    private static func joinsEmoji(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{200D}" || scalar.properties.isEmojiModifier
    }
}
