/// A part of a text of help: a line `# heading`, and what follows until the next one.
struct HelpSection: Equatable, Sendable {
    let heading: String
    let body: String

    /// Reads the sections of a text in UTF-8; what stands before the first heading is left out.
    static func parse(_ bytes: [UInt8]) -> [HelpSection] {
        var sections: [HelpSection] = []
        let lines = bytes.split(separator: newline, omittingEmptySubsequences: false)
        var rest = lines.drop { !isHeading($0) }
        while let heading = rest.popFirst() {
            let body = rest.prefix { !isHeading($0) }
            rest = rest[body.endIndex...]
            let text = body.drop(while: \.isEmpty).joined(separator: [newline])
            sections.append(HelpSection(heading: self.text(heading.dropFirst(2)), body: self.text(text)))
        }
        return sections
    }

    private static let newline = UInt8(ascii: "\n")

    private static func isHeading(_ line: ArraySlice<UInt8>) -> Bool { line.starts(with: "# ".utf8) }

    /// Without empty lines at the end.
    private static func text(_ bytes: some Sequence<UInt8>) -> String {
        var bytes = Array(bytes)
        while bytes.last == newline { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A block of a section: lines with four blanks in front are Lua; lines with two are a command for the shell after a `$`,
/// another language after a `>`, or a term, two or more blanks, and what is said about it; all other lines are paragraphs.
enum HelpBlock: Equatable, Sendable {
    case paragraph(String)
    /// Lines of Lua, without their common indentation.
    case code([String])
    /// Lines for a shell, each after a `$`.
    case shell([String])
    /// Lines in another language, each without the `>` in front.
    case sample([String])
    /// Terms with what is said about them, in two columns.
    case items([Item])

    struct Item: Equatable, Sendable {
        let term: String
        let text: String
    }

    /// Reads the body of a section.
    static func parse(_ body: String) -> [HelpBlock] {
        var blocks: [HelpBlock] = []
        // Empty lines end a block; inside of code they stay.
        var gap = 0
        for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                gap += 1
                continue
            }
            blocks.append(HelpBlock(line), gap: gap)
            gap = 0
        }
        return blocks
    }

    private init(_ line: Substring) {
        if line.hasPrefix("    ") {
            self = .code([String(line.dropFirst(4))])
        } else if line.hasPrefix("  $ ") {
            self = .shell([String(line.dropFirst(2))])
        } else if line.hasPrefix("  > ") || line == "  >" {
            self = .sample([String(line.dropFirst(4))])
        } else if line.hasPrefix("  ") {
            let rest = line.dropFirst(2)
            if let gap = rest.firstRange(of: "  ") {
                let text = rest[gap.upperBound...].drop { $0 == " " }
                self = .items([Item(term: String(rest[..<gap.lowerBound]), text: String(text))])
            } else {
                self = .items([Item(term: String(rest), text: "")])
            }
        } else {
            self = .paragraph(String(line))
        }
    }
}

extension [HelpBlock] {
    /// Adds the block of a line, joined to the last one if that is of the same kind.
    fileprivate mutating func append(_ block: HelpBlock, gap: Int) {
        switch (last, block) {
        case (.code(let lines), .code(let more)):
            self[count - 1] = .code(lines + [String](repeating: "", count: gap) + more)
        case (.shell(let lines), .shell(let more)) where gap == 0:
            self[count - 1] = .shell(lines + more)
        case (.sample(let lines), .sample(let more)) where gap == 0:
            self[count - 1] = .sample(lines + more)
        case (.items(let items), .items(let more)) where gap == 0:
            self[count - 1] = .items(items + more)
        case (.paragraph(let text), .paragraph(let more)) where gap == 0:
            self[count - 1] = .paragraph("\(text) \(more)")
        default:
            append(block)
        }
    }
}
