internal import APIDescription

package import LuaKit

/// The pages that `help` and `apropos` show.
package final class Manual {
    private let table: VimeoTable
    let standard: StandardFunctions
    private static let shownHits = 10
    private static let shownFields = 200

    /// The manual of a table, of Lua, and of the operations of the API.
    package init(for table: VimeoTable, on stack: LuaStack) {
        self.table = table
        standard = StandardFunctions(on: stack)
    }

    /// The page about the value at `index`.
    package func page(at index: Int32, on stack: LuaStack, width: Int) -> [HelpLine] {
        switch stack.type(at: index) {
        case .string:
            page(about: stack.lossyString(at: index) ?? "", width: width)
        case .function:
            lines(functionAt: index, on: stack, width: width)
        case .table where stack.metatableName(at: index) == nil:
            fields(at: index, on: stack, width: width)
        default:
            [[HelpPiece("a value of type \(stack.typeName(at: index))")]]
        }
    }

    /// The page about a topic, a name, or an operation such as `POST /me/videos`; the first page for an empty text.
    package func page(about text: String, width: Int) -> [HelpLine] {
        if text.isEmpty { return start(width: width) }
        if let topic = HelpTopic.all.first(where: { $0.name == text }) {
            return HelpText.lines(for: topic, width: width)
        }
        if let function = table.descriptions[text] ?? table.descriptions["vimeo.\(text)"] {
            return HelpText.lines(for: function, width: width)
        }
        if let topic = HelpTopic.named(text) { return HelpText.lines(for: topic, width: width) }
        if let entry = LanguageDigest.entry(text) { return HelpText.lines(for: entry, width: width) }
        return operationLines(text, width: width)
    }

    /// What contains all the words of a text, the best match first.
    package func search(_ text: String, width: Int) -> [HelpLine] {
        HelpText.lines(forHits: hits(text), width: width)
    }

    /// How the function at `index` is called, if it is one of ours or of Lua's own.
    package func signature(at index: Int32, on stack: LuaStack) -> String? {
        table.description(at: index, on: stack)?.signature ?? standard.entry(at: index, on: stack)?.signature
    }

    private func operationLines(_ text: String, width: Int) -> [HelpLine] {
        let operations = OperationTable.shared
        let words = text.split(separator: " ").map(String.init)
        if let path = words.last, words.count <= 2, path.hasPrefix("/") || words.count == 2 {
            // As it is, then with the words of the API.
            for path in [path, OperationTable.translated(path)] {
                let found = words.count == 1 ? operations.operations(path) : []
                if !found.isEmpty { return HelpText.lines(forOperations: found, width: width) }
                if words.count == 2, let operation = operations.operation(words[0].uppercased(), path) {
                    return HelpText.lines(for: operation, width: width)
                }
            }
        }
        let hits = hits(text)
        let opening = hits.isEmpty ? "there is no help for \(text)" : "there is no page \(text); these contain it:"
        var lines = HelpWrapping.wrap([HelpPiece(opening)], width: width)
        if let path = words.last, path.hasPrefix("/") {
            let near = operations.nearest(words.count == 2 ? words[0].uppercased() : "GET", path)
            if !near.isEmpty {
                lines += [[HelpPiece("perhaps:", .dim)]] + HelpText.lines(forOperations: near, width: width)
            }
        } else if !hits.isEmpty {
            lines += HelpText.lines(forHits: hits, words: text, limit: Self.shownHits, width: width)
        }
        return lines
    }

    /// The first page: where to begin, then every topic and function.
    private func start(width: Int) -> [HelpLine] {
        var lines = HelpTopic.named("start").map { HelpText.lines(for: $0, width: width) } ?? []
        lines += [[], [HelpPiece("Topics, as in help \"uploads\":", .heading)]]
        lines += HelpText.items(HelpTopic.all.map { .init(term: $0.name, text: $0.summary) }, width: width)
        lines += [[], [HelpPiece("Functions, as in help(vimeo.get):", .heading)]]
        return lines + HelpText.signatures(table.descriptions.values.map(\.signature).sorted(), width: width)
    }

    private func hits(_ text: String) -> [HelpEntry] {
        let functions = table.descriptions.values.sorted { $0.name < $1.name }.map {
            HelpEntry(
                name: $0.name,
                summary: $0.text,
                text: $0.parameters.map(\.text).joined(separator: " "),
                subjects: ($0.parameters + $0.options).map(\.name)
            )
        }
        let topics = HelpTopic.all.map { HelpEntry(name: $0.name, summary: $0.summary, text: $0.body) }
        let operations = OperationTable.shared.byImportance.map {
            HelpEntry(
                name: "\($0.method) \($0.path)",
                summary: $0.title,
                text: "\($0.family) \($0.group)",
                subjects: $0.bodyFields.map(\.name)
            )
        }
        let entries = (LanguageDigest.entries + LanguageDigest.promptEntries).map {
            HelpEntry(name: $0.name, summary: $0.summary, text: $0.text)
        }
        return HelpSearch.search(text, in: functions + topics + entries + operations)
    }

    private func lines(functionAt index: Int32, on stack: LuaStack, width: Int) -> [HelpLine] {
        if let function = table.description(at: index, on: stack) { return HelpText.lines(for: function, width: width) }
        if let entry = standard.entry(at: index, on: stack) { return HelpText.lines(for: entry, width: width) }
        guard let parameters = stack.parameterNames(at: index) else { return [[HelpPiece("a native function")]] }
        var lines: [HelpLine] = [[HelpPiece("function(\(parameters.joined(separator: ", ")))", .heading)]]
        if let (place, last) = stack.definition(at: index) {
            lines.append([HelpPiece("defined in \(place.name), lines \(place.line) to \(last)", .dim)])
        }
        return lines
    }

    private func fields(at index: Int32, on stack: LuaStack, width: Int) -> [HelpLine] {
        var names = FirstNames(Self.shownFields, prefix: "")
        RawKeys.forEachField(at: index, on: stack) { name, type in names.add(name, type) { _ in true } }
        let count = names.count
        let lines = [[HelpPiece("a table with \(count) named \(count == 1 ? "field" : "fields")", .heading)]]
        let shown = names.sorted.map { entry in
            RawKeys.push(entry.name, of: index, on: stack)
            defer { stack.pop() }
            return HelpBlock.Item(term: entry.name, text: summary(at: -1, on: stack))
        }
        let more = count > shown.count ? [[HelpPiece("… \(count - shown.count) more", .dim)]] : []
        return lines + HelpText.items(shown, width: width) + more
    }

    /// What a function does, in one line; the type of other values.
    private func summary(at index: Int32, on stack: LuaStack) -> String {
        if let function = table.description(at: index, on: stack) { return function.summary }
        if let entry = standard.entry(at: index, on: stack) { return entry.summary }
        guard stack.type(at: index) == .table else { return stack.type(at: index).name }
        var count = 0
        RawKeys.forEachField(at: index, on: stack) { if $1 == .function { count += 1 } }
        return count == 0 ? "table" : "table with \(count) \(count == 1 ? "function" : "functions")"
    }

    /// Remembers the function on top as one that the help knows by name.
    package func note(_ name: String, on stack: LuaStack) {
        standard.note(name, on: stack)
    }

    /// Names with texts in two columns.
    package static func list(_ rows: [(name: String, text: String)], width: Int) -> [HelpLine] {
        HelpText.items(rows.map { HelpBlock.Item(term: $0.name, text: $0.text) }, width: width)
    }
}
