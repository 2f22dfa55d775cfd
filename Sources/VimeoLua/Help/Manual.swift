package import LuaKit

/// The pages that `help` and `apropos` show.
package final class Manual {
    private let table: VimeoTable
    private let standard: StandardFunctions

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

    /// How the function at `index` is called, if it is one of ours.
    package func signature(at index: Int32, on stack: LuaStack) -> String? {
        table.description(at: index, on: stack)?.signature
    }

    private func operationLines(_ text: String, width: Int) -> [HelpLine] {
        let operations = OperationTable.shared
        let words = text.split(separator: " ").map(String.init)
        if words.count == 2, let operation = operations.operation(words[0].uppercased(), words[1]) {
            return HelpText.lines(for: operation, width: width)
        }
        if words.count == 1, text.hasPrefix("/") {
            let found = operations.operations(text)
            if !found.isEmpty { return HelpText.lines(forOperations: found, width: width) }
        }
        let hits = hits(text)
        let opening = hits.isEmpty ? "there is no help for \(text)" : "there is no page \(text); these contain it:"
        var lines: [HelpLine] = [[HelpPiece(opening)]]
        if let path = words.last, path.hasPrefix("/") {
            let near = operations.nearest(words.count == 2 ? words[0].uppercased() : "GET", path)
            if !near.isEmpty {
                lines += [[HelpPiece("perhaps:", .dim)]] + HelpText.lines(forOperations: near, width: width)
            }
        } else if !hits.isEmpty {
            lines += HelpText.lines(forHits: Array(hits.prefix(10)), width: width)
        }
        return lines
    }

    /// The first page: where to begin, then every topic and function.
    private func start(width: Int) -> [HelpLine] {
        var lines = HelpTopic.named("start").map { HelpText.lines(for: $0, width: width) } ?? []
        lines += [[], [HelpPiece("Topics, as in help \"uploads\":", .heading)]]
        lines += HelpText.items(HelpTopic.all.map { .init(term: $0.name, text: $0.summary) }, width: width)
        lines += [[], [HelpPiece("Functions, as in help(vimeo.get):", .heading)]]
        return lines + HelpText.code(table.descriptions.values.map(\.signature).sorted())
    }

    private func hits(_ text: String) -> [HelpEntry] {
        let functions = table.descriptions.values.sorted { $0.name < $1.name }.map {
            HelpEntry(name: $0.name, summary: $0.text, text: $0.parameters.map(\.text).joined(separator: " "))
        }
        let topics = HelpTopic.all.map { HelpEntry(name: $0.name, summary: $0.summary, text: $0.body) }
        let operations = OperationTable.shared.all.map {
            HelpEntry(name: "\($0.method) \($0.path)", summary: $0.title, text: "\($0.family) \($0.group)")
        }
        let entries = LanguageDigest.entries.map { HelpEntry(name: $0.name, summary: $0.summary, text: $0.text) }
        return HelpSearch.search(text, in: functions + topics + entries + operations)
    }

    private func lines(functionAt index: Int32, on stack: LuaStack, width: Int) -> [HelpLine] {
        if let function = table.description(at: index, on: stack) { return HelpText.lines(for: function, width: width) }
        if let entry = standard.entry(at: index, on: stack) { return HelpText.lines(for: entry, width: width) }
        guard let parameters = stack.parameterNames(at: index) else { return [[HelpPiece("a native function")]] }
        var lines: [HelpLine] = [[HelpPiece("function(\(parameters.joined(separator: ", ")))", .heading)]]
        if let (place, last) = stack.definition(at: index) {
            let isNamed = place.source.hasPrefix("@") || place.source.hasPrefix("=")
            let source = isNamed ? String(place.source.dropFirst()) : "a text"
            lines.append([HelpPiece("defined in \(source), lines \(place.line) to \(last)", .dim)])
        }
        return lines
    }

    private func fields(at index: Int32, on stack: LuaStack, width: Int) -> [HelpLine] {
        var fields: [HelpBlock.Item] = []
        RawKeys.forEachField(at: index, on: stack) { name, type in
            fields.append(.init(term: name, text: type.name))
        }
        let heading = HelpPiece("a table with \(fields.count) named fields", .heading)
        let shown = fields.sorted { $0.term < $1.term }.prefix(200)
        return [[heading]] + HelpText.items(Array(shown), width: width)
    }
}

/// The functions of Lua's own libraries, by their place in the tables of the libraries.
final class StandardFunctions {
    private let names: FunctionNames

    /// Reads the globals and the library tables; it is created before scripts change them.
    init(on stack: LuaStack) {
        names = FunctionNames(on: stack)
        for entry in LanguageDigest.entries {
            let parts = entry.name.split(separator: ".").map(String.init)
            let top = stack.top
            defer { stack.pop(stack.top - top) }
            guard let first = parts.first, RawKeys.pushGlobal(first, on: stack) else { continue }
            if parts.count == 2 {
                guard stack.type(at: -1) == .table else { continue }
                stack.getRaw(parts[1], in: -1)
            }
            if stack.type(at: -1) == .function { names.note(entry.name, on: stack) }
        }
    }

    /// What the digest says about the function at `index`; nil for those that are not Lua's own.
    func entry(at index: Int32, on stack: LuaStack) -> DigestEntry? {
        names.name(at: index, on: stack).flatMap(LanguageDigest.entry)
    }
}

/// Something that a search finds.
struct HelpEntry: Equatable, Sendable {
    let name: String
    /// One line.
    let summary: String
    let text: String
}

/// Finds help by words.
enum HelpSearch {
    /// The entries that have all the words, upper and lower case alike: first those with them in the name, then in the
    /// summary, then in the text.
    ///
    /// Entries of the same rank stay in their order. Without words nothing is found.
    static func search(_ words: String, in entries: [HelpEntry]) -> [HelpEntry] {
        let words = words.lowercased().split { $0.isWhitespace }.map { Array($0.utf8) }
        guard !words.isEmpty else { return [] }
        var ranked: [[HelpEntry]] = []
        for entry in entries {
            let fields = [entry.name, entry.summary, entry.text].map { Array($0.lowercased().utf8) }
            guard let rank = rank(of: words, in: fields) else { continue }
            while ranked.count <= rank { ranked.append([]) }
            ranked[rank].append(entry)
        }
        return ranked.flatMap { $0 }
    }

    /// 0 for a name that is the only word, then the more the later the fields are in which the words are found.
    private static func rank(of words: [[UInt8]], in fields: [[UInt8]]) -> Int? {
        if words == [fields[0]] { return 0 }
        var sum = 1
        for word in words {
            guard let place = fields.firstIndex(where: { $0.contains(word) }) else { return nil }
            sum += place
        }
        return sum
    }
}
