/// A page of help about something that is no function.
///
/// The body is plain text: paragraphs; lines with four blanks in front are Lua; lines with two are a term, two or more
/// blanks, and what is said about it, or a command for the shell after a `$`.
struct HelpTopic: Equatable, Sendable {
    let name: String
    /// Other words that lead here.
    let aliases: [String]
    /// One line.
    let summary: String
    let body: String

    init(_ name: String, aliases: [String] = [], _ summary: String, _ body: String) {
        self.name = name
        self.aliases = aliases
        self.summary = summary
        self.body = body
    }

    /// All pages: those about the program in the order they are best read in, then those about the language.
    static let all = firstSteps + calls + program + LanguageDigest.topics

    private static let byName = Dictionary(all.flatMap { topic in ([topic.name] + topic.aliases).map { ($0, topic) } })
    {
        first,
        _ in first
    }

    /// The page of a name or of another word for it; case does not matter.
    static func named(_ name: String) -> HelpTopic? {
        byName[name.lowercased()]
    }
}
