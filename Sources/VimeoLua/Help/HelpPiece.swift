/// A piece of text with one look.
public struct HelpPiece: Equatable, Sendable {
    /// What the text is, for those who choose colours.
    public enum Role: Sendable {
        case heading
        case code
        case parameter
        case plain
        case dim
    }

    /// The text, without line ends.
    public let text: String
    /// What it is.
    public let role: Role

    init(_ text: String, _ role: Role = .plain) {
        self.text = text
        self.role = role
    }
}

/// A line of help.
public typealias HelpLine = [HelpPiece]
