internal import Platform

/// What a recipe's file says about the recipe; its functions stay in Lua.
package struct Recipe: Sendable {
    /// How far it may use the API; each includes those before it.
    package enum Access: String, CaseIterable, Sendable {
        case none
        case read
        case write
        case delete
    }

    package var summary = ""
    package var description: String?
    package var examples: [String] = []
    package var version: String?
    /// The least version of the program.
    package var needs: String?
    package var arguments: [RecipeArgument] = []
    package var api = Access.read
    package var readFolders: [String] = []
    package var writeFolders: [String] = []
    package var programs: [String] = []
    package var variables: [String] = []
    package var hosts: [String] = []
    /// Whether it has `items` and `plan`, not `run`.
    package var isPlanned = true
    package var testCount = 0

    /// The help for `--help` and `recipe show`.
    package func help(name: String) -> String {
        let positional = arguments.filter { !$0.isOption }
        let options = arguments.filter(\.isOption)
        var text = "\(summary)\n\(version.map { "Version \($0)\n" } ?? "")\nUsage: vimeo-lua recipe run \(name)"
        text += (positional + options).map { " \($0.usage)" }.joined()
        text += "\n"
        if let description { text += "\n\(description.trimmingSuffixLineEnds)\n" }
        func section(_ title: String, _ rows: [(String, String)]) {
            guard !rows.isEmpty else { return }
            let width = min(28, rows.map(\.0.count).max() ?? 0)
            text += "\n\(title):\n"
            for (head, tail) in rows {
                let gap =
                    head.count > width
                    ? "\n" + String(repeating: " ", count: width + 4)
                    : String(repeating: " ", count: width + 2 - head.count)
                text += tail.isEmpty ? "  \(head)\n" : "  \(head)\(gap)\(tail)\n"
            }
        }
        section("Arguments", positional.map(\.row))
        section("Options", options.map(\.row))
        section("Options of every recipe", RunOptions.rows(isPlanned: isPlanned))
        if !examples.isEmpty { text += "\nExamples:\n" + examples.map { "  \($0)\n" }.joined() }
        text += "\nIt \(permissions.joined(separator: "; it ")).\n"
        return text
    }

    /// What it may do, in plain words.
    package var permissions: [String] {
        var lines: [String] = []
        switch api {
        case .none: break
        case .read: lines.append("may read your account")
        case .write: lines.append("may change your account")
        case .delete: lines.append("may change your account and delete from it")
        }
        func add(_ verb: String, _ names: [String]) {
            if !names.isEmpty { lines.append("may \(verb) \(names.joined(separator: ", "))") }
        }
        func named(isWritten: Bool) -> [String] {
            arguments.filter { ($0.kind == .file || $0.kind == .folder) && $0.isWritten == isWritten }
                .map { "the \($0.kind.rawValue) \($0.shownName)" }
        }
        add("read", readFolders + named(isWritten: false))
        add("read and write", writeFolders + named(isWritten: true))
        add("connect to", hosts)
        add("run", programs)
        add("see the variables", variables)
        return lines.isEmpty ? ["needs no powers"] : lines
    }
}

extension String {
    fileprivate var trimmingSuffixLineEnds: String {
        var text = self[...]
        while text.last?.isNewline == true { text.removeLast() }
        return String(text)
    }
}
