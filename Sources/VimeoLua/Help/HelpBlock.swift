/// A block of a topic's body.
enum HelpBlock: Equatable, Sendable {
    case paragraph(String)
    /// Lines of Lua, without their common indentation.
    case code([String])
    /// Lines for a shell, each after a `$`.
    case shell([String])
    /// Terms with what is said about them, in two columns.
    case items([Item])

    struct Item: Equatable, Sendable {
        let term: String
        let text: String
    }

    /// Reads the body of a topic.
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
        case (.items(let items), .items(let more)) where gap == 0:
            self[count - 1] = .items(items + more)
        case (.paragraph(let text), .paragraph(let more)) where gap == 0:
            self[count - 1] = .paragraph("\(text) \(more)")
        default:
            append(block)
        }
    }
}
