public import LuaKit

/// Says what could stand at the cursor of a prompt, and what the call around it takes.
///
/// It looks at values by raw access only: nothing a script has written is ever run.
public final class Completer {
    /// Proposals for a range of bytes that ends at the cursor.
    public struct Proposals {
        /// What they replace.
        public var range: Range<Int>
        /// In the order to show them.
        public var candidates: [Candidate]
        /// How many more there were.
        public var omitted = 0
    }

    /// One proposal.
    public struct Candidate: Equatable {
        /// What is put in.
        public var text: String
        /// What is shown for it.
        public var label: String
        /// What is said about it.
        public var detail: String

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

    /// A completer for the inputs of one prompt.
    public init(table: VimeoTable, scope: PromptScope, stack: LuaStack) {
        self.table = table
        self.scope = scope
        self.stack = stack
        table.seen.start()
    }

    /// What could stand at the cursor; nil where nothing can be said.
    public func proposals(for text: String, at cursor: Int) -> Proposals? {
        let source = LuaSource(Array(text.utf8))
        let place = source.cursor(at: cursor)
        let top = stack.top
        defer { stack.pop(stack.top - top) }
        guard stack.reserve(50) else { return nil }
        let found: (range: Range<Int>, candidates: [Candidate])?
        switch place.target {
        case .name(let prefix, let range, nil, _):
            found = (range, names(prefix, in: source, place.call))
        case .name(let prefix, let range, .some(let path), let separator):
            found = (range, fields(prefix, of: path, methodsOnly: separator == .colon))
        case .key(let prefix, let range, let path):
            found = (range, keys(prefix, of: path))
        case .string(let content, let range):
            found = strings(String(decoding: content, as: UTF8.self), range, place.call)
        case .attribute(let prefix, let range):
            let attributes = ["const", "close"].filter { $0.hasPrefix(prefix) }
            found = (range, attributes.map { (name: String) in Candidate(name + ">", label: name) })
        case .none:
            found = nil
        }
        guard let found, !found.candidates.isEmpty else { return nil }
        return Proposals(
            range: found.range,
            candidates: Array(found.candidates.prefix(Self.limit)),
            omitted: max(0, found.candidates.count - Self.limit)
        )
    }

    /// Keywords, locals and globals; inside a table of arguments first the keys it takes.
    private func names(_ prefix: String, in source: LuaSource, _ call: LuaCall?) -> [Candidate] {
        var candidates: [Candidate] = []
        if let call { candidates += argumentKeys(prefix, call) }
        let locals = Set(scope.names).union(source.declaredLocals.map(\.name))
        for name in locals.sorted() where name.hasPrefix(prefix) {
            let type = scope.push(name, on: stack) ? stack.type(at: -1) : nil
            if type != nil { stack.pop() }
            candidates.append(Candidate(name, label: name + Self.mark(type), detail: "local"))
        }
        var globals: [(String, LuaType)] = []
        stack.pushGlobals()
        RawKeys.forEachField(at: -1, on: stack) { name, type in
            if name.hasPrefix(prefix), !locals.contains(name), LuaLiteral.isName(Array(name.utf8)) {
                globals.append((name, type))
            }
        }
        stack.pop()
        candidates += Self.sorted(globals, prefix: prefix).map { name, type in
            Candidate(name, label: name + Self.mark(type))
        }
        if !prefix.isEmpty {
            candidates += LuaSource.keywords.sorted().filter { $0.hasPrefix(prefix) && $0 != prefix }.map {
                Candidate($0, detail: "keyword")
            }
        }
        return candidates
    }

    /// The fields of the value that a path leads to.
    private func fields(_ prefix: String, of path: LuaPath, methodsOnly: Bool) -> [Candidate] {
        guard push(path) else { return [] }
        var fields: [String: LuaType] = [:]
        RawKeys.forEachField(at: -1, on: stack) { name, type in
            guard name.hasPrefix(prefix), LuaLiteral.isName(Array(name.utf8)), fields[name] == nil else { return }
            if !methodsOnly || type == .function { fields[name] = type }
        }
        let isOurs = stack.type(at: -1) == .table
        return Self.sorted(fields.map { ($0.key, $0.value) }, prefix: prefix).map { name, type in
            var detail = ""
            if isOurs, type == .function {
                RawKeys.push(name, of: -1, on: stack)
                detail = table.description(at: -1, on: stack)?.signature ?? ""
                stack.pop()
            }
            return Candidate(name, label: name + Self.mark(type), detail: detail)
        }
    }

    /// The string keys of a table, for `t["…`.
    private func keys(_ prefix: String, of path: LuaPath) -> [Candidate] {
        guard push(path) else { return [] }
        var keys: [(String, LuaType)] = []
        RawKeys.forEachField(at: -1, on: stack) { name, type in
            if name.hasPrefix(prefix), name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
                keys.append((name, type))
            }
        }
        return Self.sorted(keys, prefix: prefix).map { Candidate($0.0, label: $0.0 + Self.mark($0.1)) }
    }

    /// Pushes the value a path leads to; false, and nothing pushed, where it leads nowhere without running code.
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

    /// By name; private ones last.
    private static func sorted(_ fields: [(String, LuaType)], prefix: String) -> [(String, LuaType)] {
        func rank(_ name: String) -> Int { name.hasPrefix("_") && !prefix.hasPrefix("_") ? 1 : 0 }
        return fields.sorted { (rank($0.0), $0.0) < (rank($1.0), $1.0) }
    }

    /// What a value is, in one character behind its name.
    private static func mark(_ type: LuaType?) -> String {
        switch type {
        case .function: "("
        case .table: "."
        default: ""
        }
    }
}
