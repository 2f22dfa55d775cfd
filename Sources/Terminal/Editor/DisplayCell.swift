/// How one character of the text is shown.
struct DisplayCell {
    var text: String
    var width: Int
    /// Whether the text stands for a character that cannot be shown as it is.
    var isEscape = false

    /// A printable ASCII character.
    init(ascii byte: UInt8) {
        text = String(Unicode.Scalar(byte))
        width = 1
    }

    /// A character that begins at a column of its line; the column matters for tabs.
    init(_ character: Character, column: Int) {
        if character == "\t" {
            width = DisplayCell.tabWidth - column % DisplayCell.tabWidth
            text = String(repeating: " ", count: width)
            return
        }
        width = TextWidth.of(character)
        text = String(character)
        if character.unicodeScalars.first.flatMap(DisplayCell.escape) != nil {
            text = character.unicodeScalars.map { DisplayCell.escape($0) ?? String($0) }.joined()
            width = TextWidth.of(text)
            isEscape = true
        } else if width == 0 {
            text = "\u{25CC}" + text
            width = 1
            isEscape = true
        }
    }

    /// The cell, or a mark for one that is wider than a whole row.
    func limited(to columns: Int) -> DisplayCell {
        guard width > columns else { return self }
        var mark = self
        mark.text = "…"
        mark.width = 1
        return mark
    }

    private static let tabWidth = 4

    private static func escape(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.properties.generalCategory {
        case .control where scalar.value < 0x80: "^\(Unicode.Scalar(UInt8(scalar.value) ^ 0x40))"
        case .control, .lineSeparator, .paragraphSeparator, .format: "\\u{\(String(scalar.value, radix: 16))}"
        default: nil
        }
    }
}
