internal import Platform

/// The width of text on a terminal.
package enum TextWidth {
    /// The columns of the text; control characters have none.
    package static func of(_ text: String) -> Int {
        text.reduce(0) { $0 + of($1) }
    }

    /// The columns of a character: 2 for East Asian wide ones and emoji, 0 for combining marks.
    package static func of(_ character: Character) -> Int {
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
        // Vowels and finals of Hangul syllables share the columns of the first letter.
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

extension TextWidth {
    /// Whether the scalar is East Asian wide or full-width (UAX #11); emoji have a property of their own.
    static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x1100 else { return false }
        let index = wideRanges.partitioningIndex { $0.upperBound >= scalar.value }
        return index < wideRanges.count && wideRanges[index].contains(scalar.value)
    }

    /// Gaps without assigned characters are closed.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F202, 0x1F210...0x1F23B, 0x1F240...0x1F248,
        0x1F250...0x1F251, 0x1F260...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]
}
