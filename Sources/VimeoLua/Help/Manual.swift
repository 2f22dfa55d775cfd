internal import APIDescription
package import LuaKit

/// The pages that `help` and `apropos` show.
package final class Manual {
    private let table: VimeoTable
    let standard: StandardFunctions
    private let variables: () -> [(name: String, text: String)]
    private static let shownHits = 10
    private static let shownFields = 200

    /// The manual of a table, of Lua, and of the operations of the API.
    ///
    /// - Parameter variables: the variables of the environment with their present values, for the page about them.
    package init(
        for table: VimeoTable,
        on stack: LuaStack,
        variables: @escaping () -> [(name: String, text: String)] = { [] }
    ) {
        self.table = table
        self.variables = variables
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
    ///
    /// Where there is none, it says so, and what comes near.
    package func page(about text: String, width: Int) -> [HelpLine] {
        if text.isEmpty { return start(width: width) }
        if let page = page(named: text, width: width) { return page }
        let isFound = !hits(text).isEmpty
        let opening = isFound ? "there is no page \(text); these contain it:" : "there is no help for \(text)"
        return HelpWrapping.wrap([HelpPiece(opening)], width: width) + related(to: text, width: width)
    }

    /// The page about a topic, a name or an operation; nil if there is none.
    package func page(named text: String, width: Int) -> [HelpLine]? {
        if let topic = HelpTopic.all.first(where: { $0.name == text }) { return lines(for: topic, width: width) }
        if let function = table.descriptions[text] ?? table.descriptions["vimeo.\(text)"] {
            return HelpText.lines(for: function, width: width)
        }
        if let topic = HelpTopic.named(text) {
            return lines(for: topic, width: width) + functions(ofTable: text, width: width)
        }
        if let entry = LanguageDigest.entry(text) { return HelpText.lines(for: entry, width: width) }
        return operationPage(text, width: width)
    }

    private func lines(for topic: HelpTopic, width: Int) -> [HelpLine] {
        let lines = HelpText.lines(for: topic, width: width)
        let rows = topic.name == "environment" ? variables() : []
        return rows.isEmpty ? lines : lines + [[], Self.heading("At present:")] + Self.list(rows, width: width)
    }

    /// What to add to the topic that the name of a table leads to, such as `vimeo.fs`; nothing for other names.
    private func functions(ofTable name: String, width: Int) -> [HelpLine] {
        let found = table.functions.filter { name != "vimeo" && FunctionDescription.table(of: $0.name) == name }
        guard !found.isEmpty else { return [] }
        return [[], Self.heading("Functions, as in help(\(found[0].name)):")]
            + Self.list(found.map { ($0.lastName, $0.summary) }, width: width)
    }

    /// The names of pages with a line about each: topics, functions of the `vimeo` table, functions of Lua.
    package var names: [(name: String, summary: String)] {
        HelpTopic.all.map { ($0.name, $0.summary) } + table.functions.map { ($0.name, $0.summary) }
            + LanguageDigest.entries.map { ($0.name, $0.summary) }
    }

    /// The methods that operations have.
    package static var methods: [String] { Set(OperationTable.shared.all.map(\.method)).sorted() }

    /// The paths that have an operation of a method.
    package static func paths(of method: String) -> [String] {
        OperationTable.shared.all.filter { $0.method == method }.map(\.path)
    }

    /// What contains all the words of a text, the best match first.
    package func search(_ text: String, width: Int) -> [HelpLine] {
        HelpText.lines(forHits: hits(text), width: width)
    }

    /// How the function at `index` is called, if it is one of ours or of Lua's own.
    package func signature(at index: Int32, on stack: LuaStack) -> String? {
        table.description(at: index, on: stack)?.signature ?? standard.entry(at: index, on: stack)?.signature
    }

    private func operationPage(_ text: String, width: Int) -> [HelpLine]? {
        let operations = OperationTable.shared
        let words = text.split(separator: " ").map(String.init)
        guard let path = words.last, words.count <= 2, path.hasPrefix("/") || words.count == 2 else { return nil }
        // As it is, then with the words of the API.
        for path in [path, OperationTable.translated(path)] {
            let found = words.count == 1 ? operations.operations(path) : []
            if !found.isEmpty { return HelpText.lines(forOperations: found, width: width) }
            if words.count == 2, let operation = operations.operation(words[0].uppercased(), path) {
                return HelpText.lines(for: operation, width: width)
            }
        }
        return nil
    }

    /// What comes near a text without a page: operations near a path, else what contains its words.
    package func related(to text: String, width: Int) -> [HelpLine] {
        let words = text.split(separator: " ").map(String.init)
        if let path = words.last, path.hasPrefix("/") {
            let near = OperationTable.shared.nearest(words.count == 2 ? words[0].uppercased() : "GET", path)
            guard !near.isEmpty else { return [] }
            return [[HelpPiece("perhaps:", .dim)]] + HelpText.lines(forOperations: near, width: width)
        }
        let hits = hits(text)
        return hits.isEmpty ? [] : HelpText.lines(forHits: hits, words: text, limit: Self.shownHits, width: width)
    }

    /// The first page: where to begin, then every topic and function.
    package func start(width: Int) -> [HelpLine] {
        var lines = HelpTopic.named("start").map { HelpText.lines(for: $0, width: width) } ?? []
        lines += [[], Self.heading("Topics, as in help \"uploads\":")]
        lines += HelpText.items(HelpTopic.all.map { .init(term: $0.name, text: $0.summary) }, width: width)
        lines += [[], Self.heading("Functions, as in help(vimeo.get):")]
        return lines + HelpText.signatures(table.descriptions.values.map(\.signature).sorted(), width: width)
    }

    /// A line above a list.
    package static func heading(_ text: String) -> HelpLine { [HelpPiece(text, .heading)] }

    /// Text that is laid out already.
    package static func plain(_ text: String) -> [HelpLine] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { $0.isEmpty ? [] : [HelpPiece(String($0))] }
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
