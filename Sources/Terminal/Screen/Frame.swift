/// What the editor wants on the screen: rows below each other, the first where the prompt began.
public struct Frame: Equatable, Sendable {
    /// A piece of a row in one style.
    public struct Span: Equatable, Sendable {
        /// What is shown.
        public var text: String
        /// How it looks.
        public var style: Style

        /// Text in a style; it has no control characters.
        public init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    /// A row, at most as wide as the window.
    public typealias Row = [Span]

    /// At most as many as the window has.
    public var rows: [Row]
    /// The cursor's row, from 0.
    public var cursorRow: Int
    /// The cursor's column, from 0.
    public var cursorColumn: Int

    /// A frame.
    public init(rows: [Row], cursorRow: Int, cursorColumn: Int) {
        self.rows = rows
        self.cursorRow = cursorRow
        self.cursorColumn = cursorColumn
    }
}
