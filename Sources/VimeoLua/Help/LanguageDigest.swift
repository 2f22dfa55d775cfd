/// Lua 5.4 in short: its standard library, entry by entry, and topics about the language.
enum LanguageDigest {
    /// All functions and variables, library by library.
    static let entries = [
        basic, coroutines, debugging, inputAndOutput, files, mathematics, system, packages, strings, tables, utf8,
    ].flatMap { DigestEntry.parse($0) }

    private static let byName = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }

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

    /// The entries as what a search looks through.
    static var searchEntries: [HelpEntry] {
        entries.map { HelpEntry(name: $0.name, summary: $0.summary, text: $0.text) }
            + topics.map { HelpEntry(name: $0.name, summary: $0.summary, text: $0.body) }
    }
}
