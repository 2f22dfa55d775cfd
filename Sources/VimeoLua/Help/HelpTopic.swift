/// A page of help about a topic.
struct HelpTopic: Equatable, Sendable {
    let name: String
    /// Other words that lead here.
    let aliases: [String]
    /// One line.
    let summary: String
    let body: String

    /// All pages: those about the program in the order they are best read in, then those about the language.
    static let all = HelpSection.parse(PackageResources.topics_md).map(HelpTopic.init)

    private static let byName = Dictionary(
        all.flatMap { topic in ([topic.name] + topic.aliases).map { ($0, topic) } },
        uniquingKeysWith: { first, _ in first }
    )

    /// The page of a section: the heading is `name: summary`, and a first line `Also:` has the other words.
    init(_ section: HelpSection) {
        let parts = section.heading.split(separator: ": ", maxSplits: 1)
        name = String(parts[0])
        summary = parts.count > 1 ? String(parts[1]) : ""
        let mark = "Also: "
        let lines = section.body.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        if lines[0].hasPrefix(mark) {
            aliases = lines[0].dropFirst(mark.count).split(separator: ", ").map(String.init)
            body = lines.count > 1 ? String(lines[1].drop { $0 == "\n" }) : ""
        } else {
            aliases = []
            body = section.body
        }
    }

    /// The page of a name or of another word for it; case does not matter.
    static func named(_ name: String) -> HelpTopic? {
        byName[name.lowercased()]
    }
}
