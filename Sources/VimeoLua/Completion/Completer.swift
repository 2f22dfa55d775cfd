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
    package struct Candidate: Equatable {
        /// What is inserted.
        package var text: String
        /// What is shown for it.
        package var label: String
        /// A few words about it.
        package var detail: String

        init(_ text: String, label: String? = nil, detail: String = "") {
            self.text = text
            self.label = label ?? text
            self.detail = detail
        }
    }

    static let limit = 2000

    let table: VimeoTable
    let scope: PromptScope
    let stack: LuaStack
    let standard: StandardFunctions

    /// A completer for the inputs of one prompt.
    package init(table: VimeoTable, scope: PromptScope, stack: LuaStack) {
        self.table = table
        self.scope = scope
        self.stack = stack
        standard = StandardFunctions(on: stack)
        table.seen.start()
    }

    /// What could stand at the cursor; nil if nothing is known.
    package func proposals(for source: LuaSource, at cursor: Int) -> Proposals? {
        let place = source.cursor(at: cursor)
        let top = stack.top
        defer { stack.pop(stack.top - top) }
        guard stack.reserve(50) else { return nil }
        let range: Range<Int>
        let found: Found
        switch place.target {
        case .name(let prefix, let word, nil, _):
            (range, found) = (word, names(prefix, in: source, place.call))
        case .name(let prefix, let word, .some(let path), let separator):
            (range, found) = (word, fields(prefix, of: path, methodsOnly: separator == .colon))
        case .key(let prefix, let word, let path):
            (range, found) = (word, keys(prefix, of: path))
        case .string(let content, let word):
            let content = String(decoding: content, as: UTF8.self)
            guard let strings = strings(content, word, place.call) else { return nil }
            (range, found) = (strings.0, Found(strings.1))
        case .attribute(let prefix, let word):
            let attributes = ["const", "close"].filter { $0.hasPrefix(prefix) }
            (range, found) = (word, Found(attributes.map { (name: String) in Candidate(name + ">", label: name) }))
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

    /// Keywords, locals and globals; inside a table of arguments first the keys it takes.
    private func names(_ prefix: String, in source: LuaSource, _ call: LuaCall?) -> Found {
        var candidates: [Candidate] = []
        if let call { candidates += argumentKeys(prefix, call) }
        // A typed beginning of a key is meant as the key.
        if !prefix.isEmpty, !candidates.isEmpty { return Found(candidates) }
        let locals = Set(scope.names).union(source.declaredLocals.map(\.name))
        for name in locals.sorted() where name.hasPrefix(prefix) {
            let type = scope.push(name, on: stack) ? stack.type(at: -1) : nil
            if type != nil { stack.pop() }
            candidates.append(Candidate(name, label: name + Self.mark(type), detail: "local"))
        }
        var globals = FirstNames(Self.limit, prefix: prefix)
        stack.pushGlobals()
        RawKeys.forEachField(at: -1, on: stack) { name, type in
            if prefix.isEmpty || name.hasPrefix(prefix), !locals.contains(name), LuaSource.isName(name.utf8) {
                globals.add(name, type)
            }
        }
        stack.pop()
        var found = Found(globals)
        found.candidates = candidates + found.candidates
        if !prefix.isEmpty {
            found.candidates += LuaSource.keywords.sorted().filter { $0.hasPrefix(prefix) && $0 != prefix }.map {
                Candidate($0, detail: "keyword")
            }
        }
        return found
    }

    /// The fields of the value that a path leads to.
    private func fields(_ prefix: String, of path: LuaPath, methodsOnly: Bool) -> Found {
        guard push(path) else { return Found([]) }
        var names = FirstNames(Self.limit, prefix: prefix)
        // Only an inherited field can have a name that was already listed.
        var own: Set<String> = []
        let inherits = stack.pushMetatable(of: -1)
        if inherits { stack.pop() }
        RawKeys.forEachField(at: -1, on: stack) { name, type in
            guard prefix.isEmpty || name.hasPrefix(prefix), LuaSource.isName(name.utf8) else { return }
            guard !inherits || own.insert(name).inserted else { return }
            if !methodsOnly || type == .function { names.add(name, type) }
        }
        let isOurs = stack.type(at: -1) == .table
        return Found(names) { entry in
            guard isOurs, entry.type == .function else { return "" }
            RawKeys.push(entry.name, of: -1, on: stack)
            defer { stack.pop() }
            return table.description(at: -1, on: stack)?.signature ?? ""
        }
    }

    /// The string keys of a table, for `t["…`.
    private func keys(_ prefix: String, of path: LuaPath) -> Found {
        guard push(path) else { return Found([]) }
        var keys = FirstNames(Self.limit, prefix: prefix)
        RawKeys.forEachField(at: -1, on: stack) { name, type in
            if prefix.isEmpty || name.hasPrefix(prefix),
                name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C })
            {
                keys.add(name, type)
            }
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

/// The first of many names in the order of a menu: by name, private ones last.
///
/// Of a hundred thousand names it sorts only those that are shown.
struct FirstNames {
    struct Entry {
        let name: String
        let type: LuaType
        /// 1 for names that begin with `_` unless the prefix does.
        let rank: Int

        static func < (one: Entry, other: Entry) -> Bool {
            one.rank == other.rank ? one.name < other.name : one.rank < other.rank
        }
    }

    private let limit: Int
    private let showsPrivate: Bool
    private var entries: [Entry] = []
    /// Later names are not among the first.
    private var last: Entry?
    /// How many there were.
    private(set) var count = 0

    init(_ limit: Int, prefix: String) {
        self.limit = limit
        showsPrivate = prefix.utf8.first == UInt8(ascii: "_")
    }

    mutating func add(_ name: String, _ type: LuaType) {
        count += 1
        let entry = Entry(name: name, type: type, rank: !showsPrivate && name.utf8.first == UInt8(ascii: "_") ? 1 : 0)
        if let last, last < entry { return }
        entries.append(entry)
        if entries.count >= 2 * limit { cut() }
    }

    /// The first ones, in order.
    var sorted: [Entry] {
        var copy = self
        copy.cut()
        return copy.entries
    }

    private mutating func cut() {
        entries.sort(by: <)
        guard entries.count > limit else { return }
        entries.removeSubrange(limit...)
        last = entries.last
    }
}
