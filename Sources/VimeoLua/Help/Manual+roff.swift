extension Manual {
    /// Topics as sections of a manual page, in the language of man.
    package static func roffPages(_ pages: [(topic: String, title: String)]) -> String {
        pages.map { page in
            let blocks = HelpTopic.named(page.topic).map { HelpBlock.parse($0.body) } ?? []
            return ([".SH \(page.title)"] + blocks.map(roff)).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// Text in which nothing is a request or an escape of roff.
    package static func roff(_ text: String) -> String {
        var escaped = text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" : ""
        for character in text {
            switch character {
            case "\\": escaped += "\\e"
            case "-": escaped += "\\-"
            case "'": escaped += "\\(aq"
            case "`": escaped += "\\(ga"
            case "^": escaped += "\\(ha"
            case "~": escaped += "\\(ti"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    private static func roff(_ block: HelpBlock) -> String {
        switch block {
        case .paragraph(let text): ".PP\n\(roff(text))"
        case .items(let items):
            items.map { ".TP\n.B \(roff($0.term))\n\($0.text.isEmpty ? "\\&" : roff($0.text))" }
                .joined(separator: "\n")
        case .code(let lines), .shell(let lines), .sample(let lines):
            ".PP\n.nf\n.RS\n\(lines.map { $0.isEmpty ? "" : roff($0) }.joined(separator: "\n"))\n.RE\n.fi"
        }
    }
}
