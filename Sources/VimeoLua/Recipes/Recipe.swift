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

    /// What it may read and write besides the files that the user names.
    package var readPaths: [String] { readFolders + standardPaths(isWritten: false) }
    package var writePaths: [String] { writeFolders + standardPaths(isWritten: true) }

    /// The user has not chosen these.
    private func standardPaths(isWritten: Bool) -> [String] {
        arguments.filter { $0.isFile && $0.isWritten == isWritten }.compactMap(\.standard)
    }

    /// A power that it asks for: in plain words, and as the value of an option.
    package struct Request: Equatable, Sendable {
        package let kind: Powers.Kind
        package let text: String
        package let value: String
    }

    /// What it asks for beyond the files that the user names.
    package var requests: [Request] {
        var requests: [Request] = []
        func add(_ kind: Powers.Kind, _ verb: String, _ names: [String]) {
            guard !names.isEmpty else { return }
            let shown = names.map { $0 == "." ? "the current folder" : $0 }.joined(separator: ", ")
            requests.append(Request(kind: kind, text: "may \(verb) \(shown)", value: names.joined(separator: ",")))
        }
        let account: [Access: String] = [
            .read: "read your account", .write: "change your account",
            .delete: "change your account and delete from it",
        ]
        if let text = account[api] { requests.append(Request(kind: .api, text: "may \(text)", value: api.rawValue)) }
        add(.read, "read", readPaths)
        add(.write, "read and write", writePaths)
        add(.net, "connect to", hosts)
        add(.run, "run", programs)
        add(.env, "see the variables", variables)
        return requests
    }

    /// What it may do, in plain words.
    package var permissions: [String] {
        func named(_ verb: String, isWritten: Bool) -> [String] {
            let names = arguments.filter { $0.isFile && $0.isWritten == isWritten }
                .map { "the \($0.kind.rawValue) \($0.shownName)" }
            return names.isEmpty ? [] : ["may \(verb) \(names.joined(separator: ", "))"]
        }
        let lines =
            requests.map(\.text) + named("read", isWritten: false) + named("read and write", isWritten: true)
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
