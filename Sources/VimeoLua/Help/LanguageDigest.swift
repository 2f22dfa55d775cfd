/// The help for one function or variable of Lua's standard library.
struct DigestEntry: Equatable, Sendable {
    /// How it is called, optional arguments in brackets.
    let signature: String
    private let body: String

    /// The entry of a section: the heading is the signature, the code is the example.
    init(_ section: HelpSection) {
        signature = section.heading
        body = section.body
    }

    /// With its table, such as `string.gsub`; methods of files are named `file:read`.
    var name: String { String(signature.prefix { $0 != "(" && $0 != " " }) }

    /// One or two sentences.
    var text: String {
        HelpBlock.parse(body).compactMap { if case .paragraph(let text) = $0 { text } else { nil } }
            .joined(separator: " ")
    }

    /// A line of Lua; nil where none is needed.
    var example: String? {
        HelpBlock.parse(body).lazy.compactMap { if case .code(let lines) = $0 { lines.first } else { nil } }.first
    }

    /// How it is called on a string, such as `s:gsub(pattern, repl [, n])`; nil if it cannot be.
    var methodForm: String? {
        let head = "\(name)(s"
        guard name.hasPrefix("string."), signature.hasPrefix(head) else { return nil }
        var arguments = signature.dropFirst(head.count)
        for separator in [", ", " [, "] where arguments.hasPrefix(separator) {
            arguments = arguments.dropFirst(separator.count)
            return "s:\(name.dropFirst(7))(\(separator == ", " ? "" : "[")\(arguments)"
        }
        return arguments == ")" ? "s:\(name.dropFirst(7))()" : nil
    }

    /// The first sentence.
    var summary: String { text.firstSentence }
}

extension String {
    /// The text up to its first full stop.
    var firstSentence: String {
        firstRange(of: ". ").map { "\(self[..<$0.lowerBound])." } ?? self
    }
}

/// Lua 5.4 in short: its standard library, entry by entry.
enum LanguageDigest {
    /// All functions and variables, library by library.
    static let entries = HelpSection.parse(PackageResources.language_md).map(DigestEntry.init)

    /// The globals that only a prompt has.
    static let promptEntries = [
        DigestEntry(
            HelpSection(
                heading: "help([x])",
                body: """
                    Shows help: about a function or table; about a topic, a name or an operation of the API given as a \
                    string; without an argument where to begin. x? does the same, and x?? shows the source of a function.

                        help "PATCH /videos/{video_id}"
                    """
            )
        ),
        DigestEntry(
            HelpSection(
                heading: "apropos(words)",
                body: """
                    Lists all that the help has about some words, the best match first.

                        apropos "text track"
                    """
            )
        ),
    ]

    private static let byName = Dictionary((entries + promptEntries).map { ($0.name, $0) }) { first, _ in first }

    /// The entry of a full name such as `string.gsub` or `file:read`.
    ///
    /// `_G.print`, `file.read` and a method of any string, such as `s:gsub`, are understood too.
    static func entry(_ name: String) -> DigestEntry? {
        let name = name.hasPrefix("_G.") ? String(name.dropFirst(3)) : name
        if let entry = byName[name] { return entry }
        if name.hasPrefix("file.") { return byName["file:\(name.dropFirst(5))"] }
        guard let colon = name.lastIndex(of: ":") else { return nil }
        let method = name[name.index(after: colon)...]
        return byName["string.\(method)"] ?? byName["file:\(method)"]
    }
}
