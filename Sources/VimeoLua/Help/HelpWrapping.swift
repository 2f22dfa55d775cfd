/// Breaks styled text into lines.
enum HelpWrapping {
    // In narrower windows lines are too long.
    private static let narrowest = 20

    /// Breaks text between words so that lines take at most `width` characters, as far as the words allow it.
    ///
    /// - Parameters:
    ///   - prefix: what the first line begins with.
    ///   - indentation: blanks in front of all other lines.
    static func wrap(
        _ pieces: [HelpPiece],
        width: Int,
        after prefix: HelpLine = [],
        indentation: Int = 0
    ) -> [HelpLine] {
        let width = max(width, narrowest)
        let margin = min(indentation, width / 2)
        var lines: [HelpLine] = []
        var line = prefix
        var count = prefix.reduce(0) { $0 + $1.text.count }
        var isFresh = true
        for word in words(of: pieces) {
            let length = word.reduce(0) { $0 + $1.text.count }
            if count + (isFresh ? 0 : 1) + length > width, count > margin {
                lines.append(line)
                line = margin > 0 ? [HelpPiece(String(repeating: " ", count: margin))] : []
                count = margin
                isFresh = true
            }
            if !isFresh {
                append(HelpPiece(" ", line.last?.role == word[0].role ? word[0].role : .plain), to: &line)
                count += 1
            }
            isFresh = false
            for piece in word { append(piece, to: &line) }
            count += length
        }
        return lines + [line]
    }

    /// Text without characters that move the cursor or turn the direction of writing.
    static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnprintable) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(isUnprintable(scalar) ? "\u{FFFD}" : scalar) }
        return String(scalars)
    }

    private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// The words, each of the pieces it is made of.
    private static func words(of pieces: [HelpPiece]) -> [[HelpPiece]] {
        var words: [[HelpPiece]] = [[]]
        for piece in pieces {
            let parts = piece.text.split(omittingEmptySubsequences: false) { $0.isWhitespace }
            for (index, part) in parts.enumerated() {
                if index > 0 { words.append([]) }
                if !part.isEmpty { words[words.count - 1].append(HelpPiece(printable(String(part)), piece.role)) }
            }
        }
        return words.filter { !$0.isEmpty }
    }

    private static func append(_ piece: HelpPiece, to line: inout HelpLine) {
        if let last = line.last, last.role == piece.role {
            line[line.count - 1] = HelpPiece(last.text + piece.text, piece.role)
        } else {
            line.append(piece)
        }
    }
}
