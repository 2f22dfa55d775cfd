/// A piece of text with one look.
struct HelpPiece: Equatable, Sendable {
    /// What the text is, for those who choose colours.
    enum Role: Sendable {
        case heading
        case code
        case parameter
        case plain
        case dim
    }

    let text: String
    let role: Role

    init(_ text: String, _ role: Role = .plain) {
        self.text = text
        self.role = role
    }
}

/// A line of help.
typealias HelpLine = [HelpPiece]
