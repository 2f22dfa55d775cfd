extension Style {
    static let dimmed = Style(isDim: true)
    static let reversed = Style(isReversed: true)
}
