/// What is said about one function or variable of Lua's standard library.
struct DigestEntry: Equatable, Sendable {
    /// With its table, such as `string.gsub`; methods of files are named `file:read`.
    let name: String
    /// How it is called, optional arguments in brackets.
    let signature: String
    /// One or two sentences.
    let text: String
    /// A line of Lua; nil where it would help nobody.
    let example: String?

    /// How it is called on a string, such as `s:gsub(pattern, repl [, n])`; nil if it is no such function.
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
    var summary: String {
        guard let end = text.firstRange(of: ". ") else { return text }
        return String(text[..<end.lowerBound]) + "."
    }

    /// Reads entries with an empty line between them: the signature, lines of text, and perhaps `> ` and an example.
    static func parse(_ source: String) -> [DigestEntry] {
        var entries: [DigestEntry] = []
        var lines: [Substring] = []
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            if !line.isEmpty {
                lines.append(line)
                continue
            }
            if let entry = DigestEntry(lines) { entries.append(entry) }
            lines = []
        }
        if let entry = DigestEntry(lines) { entries.append(entry) }
        return entries
    }

    private init?(_ lines: [Substring]) {
        guard let signature = lines.first else { return nil }
        self.signature = String(signature)
        name = String(signature.prefix { $0 != "(" && $0 != " " })
        text = lines.dropFirst().filter { !$0.hasPrefix("> ") }.joined(separator: " ")
        example = lines.first { $0.hasPrefix("> ") }.map { String($0.dropFirst(2)) }
    }
}
