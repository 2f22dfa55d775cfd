/// A piece of text in one style.
package struct HelpPiece: Equatable, Sendable {
    /// What the text is, for those who choose colours.
    package enum Role: Sendable {
        case heading
        case code
        case parameter
        case plain
        case dim
    }

    /// The text, without line ends.
    package let text: String
    /// What it is.
    package let role: Role

    init(_ text: String, _ role: Role = .plain) {
        self.text = text
        self.role = role
    }
}

/// A line of help.
package typealias HelpLine = [HelpPiece]

/// Help as lines of styled text, fitted to a window; code is never broken.
enum HelpText {
    // The indentation of code and lists.
    private static let indentation = 2
    // The indentation of what does not fit into the first line of a signature.
    private static let hang = 4
    // Longer terms do not widen the column of terms.
    private static let widestTerm = 28
    // Where the column of texts would be narrower, they stand below their terms.
    private static let narrowestText = 24

    /// A page of help.
    static func lines(for topic: HelpTopic, width: Int) -> [HelpLine] {
        HelpWrapping.wrap(
            [HelpPiece(topic.name, .heading), HelpPiece(": \(topic.summary)", .dim)],
            width: width
        ) + HelpBlock.parse(topic.body).flatMap { [[]] + lines(for: $0, width: width) }
    }

    /// A function or variable of Lua.
    static func lines(for entry: DigestEntry, width: Int) -> [HelpLine] {
        var lines = HelpWrapping.wrap(signature(entry.signature), width: width, indentation: hang)
        if let form = entry.methodForm {
            lines += HelpWrapping.wrap(
                [HelpPiece("also ", .dim), HelpPiece(form, .parameter)],
                width: width,
                indentation: hang
            )
        }
        lines.append([])
        lines += HelpWrapping.wrap([HelpPiece(entry.text)], width: width)
        if let example = entry.example { lines += [[]] + code([example]) }
        return lines
    }

    /// What a search has found, a line or more for each of the first `limit`.
    static func lines(forHits hits: [HelpEntry], words: String = "", limit: Int = .max, width: Int) -> [HelpLine] {
        guard !hits.isEmpty else { return [[HelpPiece("nothing found", .dim)]] }
        let shown = items(hits.prefix(limit).map { HelpBlock.Item(term: $0.name, text: $0.summary) }, width: width)
        guard hits.count > limit else { return shown }
        let more = "… \(hits.count - limit) more; apropos \"\(words)\" lists all"
        return shown + HelpWrapping.wrap([HelpPiece(more, .dim)], width: width)
    }

    /// A signature: its name as code, its arguments as parameters.
    static func signature(_ text: String) -> HelpLine {
        let name = text.prefix { $0 != "(" }
        let rest = text.dropFirst(name.count)
        guard !rest.isEmpty else { return [HelpPiece(text, .heading)] }
        return [HelpPiece(String(name), .heading), HelpPiece(String(rest), .parameter)]
    }

    /// Indented lines of code.
    static func code(_ lines: [String]) -> [HelpLine] {
        lines.map { line in
            line.isEmpty ? [] : [HelpPiece(blanks(indentation) + HelpWrapping.printable(line), .code)]
        }
    }

    /// Signatures, each in as many lines as it needs.
    static func signatures(_ signatures: [String], width: Int) -> [HelpLine] {
        signatures.flatMap {
            HelpWrapping.wrap(
                [HelpPiece($0, .code)],
                width: width,
                after: [HelpPiece(blanks(indentation))],
                indentation: indentation + hang
            )
        }
    }

    /// How wide the column of terms is.
    static func column(_ items: [HelpBlock.Item]) -> Int {
        min(items.map(\.term.count).max() ?? 0, widestTerm)
    }

    /// Terms and texts in two columns; lists that belong together have the same `column`.
    static func items(_ items: [HelpBlock.Item], width: Int, column: Int? = nil) -> [HelpLine] {
        let column = column ?? self.column(items)
        let isNarrow = width - column - indentation - 2 < narrowestText
        let margin = isNarrow ? indentation + hang : indentation + column + 2
        return items.flatMap { item -> [HelpLine] in
            let prefix = [HelpPiece(blanks(indentation)), HelpPiece(HelpWrapping.printable(item.term), .parameter)]
            guard !item.text.isEmpty else { return [prefix] }
            if isNarrow || item.term.count > column {
                let text = HelpWrapping.wrap(
                    [HelpPiece(item.text)],
                    width: width,
                    after: [HelpPiece(blanks(margin))],
                    indentation: margin
                )
                return [prefix] + text
            }
            let gap = HelpPiece(blanks(column - item.term.count + 2))
            return HelpWrapping.wrap([HelpPiece(item.text)], width: width, after: prefix + [gap], indentation: margin)
        }
    }

    private static func lines(for block: HelpBlock, width: Int) -> [HelpLine] {
        switch block {
        case .paragraph(let text): HelpWrapping.wrap([HelpPiece(text)], width: width)
        case .code(let lines), .shell(let lines), .sample(let lines): code(lines)
        case .items(let list): items(list, width: width)
        }
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }
}

extension HelpText {
    /// A function of the `vimeo` table: how it is called, what it does, its parameters and errors, an example.
    static func lines(for function: FunctionDescription, width: Int) -> [HelpLine] {
        let results = function.results.isEmpty ? "" : " → \(function.results)"
        var lines = HelpWrapping.wrap(
            [HelpPiece(function.signature, .heading), HelpPiece(results, .dim)],
            width: width,
            indentation: hang
        )
        lines += [[]] + HelpWrapping.wrap([HelpPiece(function.text)], width: width)
        if !function.parameters.isEmpty { lines.append([]) }
        // One list for all levels, so that the texts are aligned.
        lines += items(
            function.parameters.flatMap { parameter -> [HelpBlock.Item] in
                let optional = parameter.isOptional && parameter.standard == nil ? ", optional" : ""
                return [.init(term: parameter.name, text: text(of: parameter, optional))]
                    + (parameter.kind.keys ?? []).map { .init(term: "  \($0.name)", text: text(of: $0)) }
            },
            width: width
        )
        if !function.errors.isEmpty {
            let errors = [HelpPiece("Errors: ", .heading), HelpPiece(function.errors.joined(separator: ", "))]
            lines += [[]] + HelpWrapping.wrap(errors, width: width, indentation: hang)
        }
        return lines + [[], [HelpPiece("Example:", .heading)]] + code([function.example])
    }

    private static func text(of parameter: ParameterDescription, _ optional: String = "") -> String {
        let standard = parameter.standard.map { ", default \($0)" } ?? ""
        let values = parameter.values.isEmpty ? "" : ": \(parameter.values.joined(separator: ", "))"
        return "(\(parameter.kind.expected)\(optional)\(standard)) \(parameter.text)\(values)"
    }
}
