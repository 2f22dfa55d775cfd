package import LuaKit

/// Finds what could stand at the cursor of a prompt, and the parameters of the call around it.
///
/// It reads values by raw access only: no code of a script ever runs.
package final class Completer {
    /// Proposals for a range of bytes that ends at the cursor.
    package struct Proposals {
        /// What they replace.
        package var range: Range<Int>
        /// In the order to show them.
        package var candidates: [Candidate]
        /// How many more there were.
        package var omitted = 0
    }

    /// One proposal.
    package struct Candidate: Equatable, Sendable {
        /// What is inserted.
        package var text: String
        /// What is shown for it.
        package var label: String
        /// A few words about it.
        package var detail: String
        /// What follows it unless it is there already: the quote or bracket that ends what is being typed.
        package var closing = ""
        /// Whether it is a global variable.
        package var isGlobal = false
        /// Whether it stands for a value that nobody but the user knows: only what comes before that is inserted.
        package var isPlaceholder = false
        /// Whether what is inserted is the whole of what is being typed; a folder is not.
        var isWhole = true

        /// A proposal, shown as it is inserted.
        package init(_ text: String, detail: String = "") {
            self.init(text, label: nil, detail: detail)
        }

        init(_ text: String, label: String?, detail: String = "", isWhole: Bool = true) {
            self.text = text
            self.label = label ?? text
            self.detail = detail
            self.isWhole = isWhole
        }
    }

    static let limit = 2000

    let table: VimeoTable
    let scope: PromptScope
    let stack: LuaStack
    let standard: StandardFunctions
    /// Says a few words about some global variables, such as the results of earlier inputs.
    package var detailOfGlobal: (String) -> String = { _ in "" }

    /// A completer for the inputs of one prompt; the manual, if there is one, knows the functions of Lua.
    package init(table: VimeoTable, scope: PromptScope, stack: LuaStack, manual: Manual? = nil) {
        self.table = table
        self.scope = scope
        self.stack = stack
        standard = manual?.standard ?? StandardFunctions(on: stack)
        table.seen.start()
    }

    /// What could stand at the cursor; nil if nothing is known.
    package func proposals(for source: LuaSource, at cursor: Int) -> Proposals? {
        let place = source.cursor(at: cursor)
        let top = stack.top
        defer { stack.pop(stack.top - top) }
        guard stack.reserve(50) else { return nil }
        let range: Range<Int>
        var found: Found
        switch place.target {
        case .name(let prefix, let word, nil, _):
            (range, found) = (word, names(prefix, before: word.lowerBound, in: source, place))
        case .name(let prefix, let word, .some(let path), let separator):
            (range, found) = (word, fields(prefix, of: path, methodsOnly: separator == .colon))
        case .key(let prefix, let word, let path):
            (range, found) = (word, keys(prefix, of: path))
            close(&found.candidates, word, in: source, and: "]")
        case .string(let content, let word):
            let content = String(decoding: content, as: UTF8.self)
            (range, found) = (word, Found(strings(content, place.call)))
            close(&found.candidates, word, in: source)
        case .attribute(let prefix, let word):
            let attributes = ["const", "close"].filter { $0.hasPrefix(prefix) }
            (range, found) = (word, Found(attributes.map { Candidate($0) }))
            for place in found.candidates.indices { found.candidates[place].closing = ">" }
        case .none:
            return nil
        }
        guard !found.candidates.isEmpty else { return nil }
        var candidates = found.candidates
        // The word that is already there comes first.
        let typed = String(decoding: source.bytes[range], as: UTF8.self)
        if let exact = candidates.firstIndex(where: { $0.text == typed }) {
            candidates.insert(candidates.remove(at: exact), at: 0)
        }
        return Proposals(
            range: range,
            candidates: Array(candidates.prefix(Self.limit)),
            omitted: found.omitted + max(0, found.candidates.count - Self.limit)
        )
    }

    /// Has the string end where a candidate is the whole of it; leaves out what would have to be escaped in it.
    private func close(
        _ candidates: inout [Candidate],
        _ word: Range<Int>,
        in source: LuaSource,
        and bracket: String = ""
    ) {
        let quote = source.bytes[word.lowerBound - 1]
        candidates.removeAll { candidate in
            candidate.text.utf8.contains { $0 == quote || $0 == UInt8(ascii: "\\") || $0 < 0x20 }
        }
        for place in candidates.indices where candidates[place].isWhole {
            candidates[place].closing = "\(Unicode.Scalar(quote))\(bracket)"
        }
    }

    /// Candidates, and how many more there were.
    private struct Found {
        var candidates: [Candidate]
        var omitted = 0

        init(_ candidates: [Candidate]) {
            self.candidates = candidates
        }

        init(_ names: FirstNames, detail: (FirstNames.Entry) -> String = { _ in "" }) {
            candidates = names.sorted.map { Candidate($0.name, label: $0.name + mark($0.type), detail: detail($0)) }
            omitted = names.count - candidates.count
        }
    }

    /// What an argument can be, keywords, locals and globals; in a table of options only the keys it takes.
    private func names(_ prefix: String, before start: Int, in source: LuaSource, _ place: LuaCursor) -> Found {
        var candidates: [Candidate] = []
        if let call = place.call {
            let keys = argumentKeys(prefix, call)
            candidates = keys.candidates
            // A typed beginning of a key is meant as the key.
            if keys.areAlone || !prefix.isEmpty && !candidates.isEmpty { return Found(candidates) }
            if Self.beginsValue(source.bytes[..<start]) { candidates += literals(prefix, call) }
        }
        let locals = Set(scope.names).union(place.locals)
        for name in locals.sorted() where name.hasPrefix(prefix) {
            let isKept = !place.locals.contains(name) && scope.push(name, on: stack)
            let type = isKept ? stack.type(at: -1) : nil
            if isKept { stack.pop() }
            candidates.append(Candidate(name, label: name + Self.mark(type), detail: "local"))
        }
        var globals = FirstNames(Self.limit, prefix: prefix)
        stack.pushGlobals()
        RawKeys.forEachField(at: -1, on: stack) { globals.add($0, $1, if: LuaSource.isName) }
        stack.pop()
        var found = Found(globals) { detail(ofGlobal: $0) }
        found.candidates.removeAll { locals.contains($0.text) }
        for place in found.candidates.indices { found.candidates[place].isGlobal = true }
        // Not there yet, but once this input has run.
        for name in place.assigned where name.hasPrefix(prefix) && !locals.contains(name) {
            guard !found.candidates.contains(where: { $0.text == name }) else { continue }
            candidates.append(Candidate(name, detail: "assigned in this input"))
        }
        found.candidates = candidates + found.candidates
        if !prefix.isEmpty {
            found.candidates += LuaSource.keywords.sorted().filter { $0.hasPrefix(prefix) && $0 != prefix }.map {
                Candidate($0, detail: "keyword")
            }
        }
        return found
    }

    private func detail(ofGlobal entry: FirstNames.Entry) -> String {
        let text = detailOfGlobal(entry.name)
        guard text.isEmpty, entry.type == .function || entry.type == .table else { return text }
        guard RawKeys.pushGlobal(entry.name, on: stack) else { return "" }
        defer { stack.pop() }
        return detail(at: -1) ?? (LanguageDigest.entry(entry.name)?.summary ?? "")
    }

    /// How the function at `index` is called, or what it does; nil where nothing is known.
    private func detail(at index: Int32) -> String? {
        if let function = table.description(at: index, on: stack) {
            return "\(function.signature)  \(function.summary)"
        }
        return standard.entry(at: index, on: stack).map { "\($0.signature)  \($0.summary)" }
    }

    /// The fields of the value that a path leads to.
    private func fields(_ prefix: String, of path: LuaPath, methodsOnly: Bool) -> Found {
        guard push(path) else { return Found([]) }
        var names = FirstNames(Self.limit, prefix: prefix)
        RawKeys.forEachField(at: -1, on: stack) { name, type in
            if !methodsOnly || type == .function { names.add(name, type, if: LuaSource.isName) }
        }
        return Found(names) { entry in
            guard entry.type == .function else { return "" }
            RawKeys.push(entry.name, of: -1, on: stack)
            defer { stack.pop() }
            return detail(at: -1) ?? ""
        }
    }

    /// The string keys of a table, for `t["…`.
    private func keys(_ prefix: String, of path: LuaPath) -> Found {
        guard push(path) else { return Found([]) }
        var keys = FirstNames(Self.limit, prefix: prefix)
        RawKeys.forEachField(at: -1, on: stack) { name, type in
            keys.add(name, type) { $0.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C } }
        }
        return Found(keys)
    }

    /// Pushes the value of a path; false, and nothing pushed, if it is nil or code would have to run.
    func push(_ path: LuaPath) -> Bool {
        switch path.base {
        case .name(let name):
            guard scope.push(name, on: stack) || RawKeys.pushGlobal(name, on: stack) else { return false }
        case .string:
            stack.push("")
        }
        for step in path.steps {
            switch step {
            case .field(let name): RawKeys.push(name, of: -1, on: stack)
            case .index(let number):
                if stack.type(at: -1) == .table { stack.getRaw(number, in: -1) } else { stack.pushNil() }
            case .call: stack.pushNil()
            }
            stack.remove(at: -2)
            if stack.type(at: -1) == .nil {
                stack.pop()
                return false
            }
        }
        return true
    }

    /// A character after the name that shows the kind of the value.
    private static func mark(_ type: LuaType?) -> String {
        switch type {
        case .function: "("
        case .table: "."
        default: ""
        }
    }
}
