internal import Terminal
internal import VimeoLua

extension HelpPiece.Role {
    private var color: Color? {
        switch self {
        case .heading: .yellow
        case .code: .green
        case .parameter: .cyan
        case .dim: .gray
        case .plain: nil
        }
    }

    /// A text in the colour of what it is; what could move the cursor is escaped.
    func paint(_ text: String, isColored: Bool) -> String {
        let text = TerminalText.escaped(text)
        return isColored ? color?.paint(text) ?? text : text
    }
}

extension HelpLine {
    /// The line as it is written, with its line end.
    func text(isColored: Bool) -> String {
        map { $0.role.paint($0.text, isColored: isColored) }.joined() + "\n"
    }
}
