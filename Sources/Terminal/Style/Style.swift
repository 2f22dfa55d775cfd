/// How a piece of text looks.
public struct Style: Hashable, Sendable {
    /// The colour; nil for the terminal's own.
    public var color: Color?
    /// Bold or bright.
    public var isBold: Bool
    /// Paler than the rest.
    public var isDim: Bool
    /// With a line below.
    public var isUnderlined: Bool
    /// Text and background exchanged.
    public var isReversed: Bool

    /// A style; plain unless said otherwise.
    public init(
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

    /// The terminal's own.
    public static let plain = Style()
}
