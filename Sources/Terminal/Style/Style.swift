internal import Platform

package struct Style: Hashable, Sendable {
    /// The colour; nil for the terminal's own.
    package var color: Color?
    package var isBold: Bool
    /// Paler than the rest.
    package var isDim: Bool
    package var isUnderlined: Bool
    package var isReversed: Bool

    package init(
        color: Color? = nil,
        isBold: Bool = false,
        isDim: Bool = false,
        isUnderlined: Bool = false,
        isReversed: Bool = false
    ) {
        self.color = color
        self.isBold = isBold
        self.isDim = isDim
        self.isUnderlined = isUnderlined
        self.isReversed = isReversed
    }

    package static let plain = Style()
}

/// The colours of text on a terminal: the eight that every theme defines.
package enum Color: Int, Sendable {
    case red = 31
    case green = 32
    case yellow = 33
    case blue = 34
    case magenta = 35
    case cyan = 36
    case gray = 90

    /// The text in this colour (ECMA-48 SGR), with the default colour after it.
    package func paint(_ text: String) -> String {
        "\u{1B}[\(rawValue)m\(text)\u{1B}[39m"
    }
}

extension Style {
    static let dimmed = Style(isDim: true)
    static let reversed = Style(isReversed: true)
}

extension Style {
    /// The shortest sequence (ECMA-48 SGR) that sets this style where another is set.
    func sequence(after other: Style) -> String {
        guard self != other else { return "" }
        let losesAttribute =
            other.isBold && !isBold || other.isDim && !isDim || other.isUnderlined && !isUnderlined
            || other.isReversed && !isReversed || other.color != nil && color == nil
        let start = losesAttribute ? Style.plain : other
        var codes: [String] = []
        if losesAttribute && self != .plain { codes.append("0") }
        if isBold && !start.isBold { codes.append("1") }
        if isDim && !start.isDim { codes.append("2") }
        if isUnderlined && !start.isUnderlined { codes.append("4") }
        if isReversed && !start.isReversed { codes.append("7") }
        if let color, color != start.color { codes.append("\(color.rawValue)") }
        return "\u{1B}[\(codes.joined(separator: ";"))m"
    }
}

/// What `TERM` says about the terminal.
package enum TerminalType {
    /// Whether the terminal knows no sequences, or nothing says what it knows.
    package static func isDumb(_ environment: (String) -> String?) -> Bool {
        ["dumb", ""].contains(environment("TERM") ?? "")
    }
}

/// When a stream is coloured.
package enum ColorChoice: String, Sendable, CaseIterable {
    /// On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb` or missing.
    case auto
    case always
    case never

    package func isOn(descriptor: Int32, environment: (String) -> String?) -> Bool {
        decide(isTerminal: isatty(descriptor) != 0, environment: environment)
    }

    func decide(isTerminal: Bool, environment: (String) -> String?) -> Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto:
            // https://no-color.org: any value but an empty one.
            if environment("NO_COLOR")?.isEmpty == false { return false }
            return isTerminal && !TerminalType.isDumb(environment)
        }
    }
}
