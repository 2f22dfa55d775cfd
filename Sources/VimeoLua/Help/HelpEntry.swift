/// Something that a search finds.
struct HelpEntry: Equatable, Sendable {
    let name: String
    /// One line.
    let summary: String
    let text: String
}
