/// The colours of text on a terminal: the eight that every theme defines.
public enum Color: Int, Sendable {
    case red = 31
    case green = 32
    case yellow = 33
    case blue = 34
    case magenta = 35
    case cyan = 36
    case gray = 90

    /// The text in this colour (ECMA-48 SGR), with the default colour after it.
    public func paint(_ text: String) -> String {
        "\u{1B}[\(rawValue)m\(text)\u{1B}[39m"
    }
}
