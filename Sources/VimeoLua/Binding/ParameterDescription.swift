internal import LuaKit
internal import Vimeo

/// One parameter of a function, or one key of an options table, as checks, help and completion see it.
struct ParameterDescription: Sendable {
    /// What values it accepts.
    enum Kind: Sendable {
        case string
        case number
        case boolean
        case table
        /// A table with these keys only; where `flag` is true, `true` stands for the first of them.
        case options([ParameterDescription], flag: Bool)
        /// A string, or a table; with keys, a table with these keys only.
        case stringOrTable(keys: [ParameterDescription]? = nil)
        /// A string, a table or a number.
        case resource
        case function
        /// An array, or an iterator.
        case list
        case any
    }

    /// What a prompt proposes for a string, beside the values.
    enum Proposal: Sendable {
        case none
        /// A path of the API.
        case apiPath
        /// The URI of something this session has seen.
        case resource
        case file
        /// Names of fields of the answer.
        case fields
        /// Names that the help knows.
        case topic
    }

    let name: String
    let kind: Kind
    let isOptional: Bool
    let text: String
    /// What it can be, where that is a short list of strings.
    var values: [String] = []
    var proposal = Proposal.none
    /// What stands between several values in one string.
    var separator: Character?
    /// What it is when it is not given, where that is said.
    var standard: String?

    /// The table of options of a function; its text names the keys.
    static func options(_ keys: [ParameterDescription], flag: Bool) -> ParameterDescription {
        var text = keys[0].name
        if flag {
            text = "true stands for {\(text) = true}"
        } else {
            // `joined` looks for conformances at run time, which would delay each start.
            for key in keys.dropFirst() { text += ", \(key.name)" }
        }
        return ParameterDescription(name: "options", kind: .options(keys, flag: flag), isOptional: true, text: text)
    }

    /// Whether any value of the type fits.
    func fits(_ type: LuaType) -> Bool {
        switch type {
        case .none, .nil: isOptional || kind.accepts(type)
        case .userdata: false
        case .table: kind.accepts(type) && kind.keys == nil
        default: kind.accepts(type)
        }
    }

    /// Checks the value at `index`, and the keys of an options table with their values.
    ///
    /// - Returns: what is wrong with the value itself, in Lua's own words; nil if it fits.
    func problem(at index: Int32, of function: String, on stack: LuaStack) throws -> String? {
        if let problem = kind.problem(at: index, on: stack) { return problem }
        guard let keys = kind.keys, stack.type(at: index) == .table else { return nil }
        let owner = "\(name) of \(function)"
        try stack.forEachEntry(at: index) {
            let name = stack.describeKey(at: -2)
            guard stack.type(at: -2) == .string, let key = keys.first(where: { $0.name == name }) else {
                throw VimeoError.unknown("key", name, in: owner, known: keys.map(\.name))
            }
            if let problem = key.kind.problem(at: stack.top, on: stack) {
                throw VimeoError(.usage, "\(name) in \(owner): \(problem)", hint: key.text)
            }
        }
        return nil
    }
}

extension ParameterDescription.Kind {
    fileprivate func problem(at index: Int32, on stack: LuaStack) -> String? {
        let type = stack.type(at: index)
        if accepts(type), type != .userdata || isCallable(index, on: stack) { return nil }
        return "\(expected) expected, got \(stack.typeName(at: index))"
    }

    private func isCallable(_ index: Int32, on stack: LuaStack) -> Bool {
        if case .any = self { return true }
        guard stack.pushMetatable(of: index) else { return false }
        defer { stack.pop(2) }
        return stack.getRaw("__call", in: -1) != .nil
    }

    fileprivate func accepts(_ type: LuaType) -> Bool {
        switch self {
        case .string: type == .string
        case .number: type == .number
        case .boolean: type == .boolean
        case .table: type == .table
        case .options(_, let flag): type == .table || flag && type == .boolean
        case .stringOrTable: type == .table || type == .string
        case .resource: type == .table || type == .string || type == .number
        case .function: type == .function
        case .list: type == .table || type == .function || type == .userdata
        case .any: type != .none
        }
    }

    /// What Lua's message says was expected.
    var expected: String {
        switch self {
        case .string: "string"
        case .number: "number"
        case .boolean: "boolean"
        case .options(_, flag: true): "boolean or table"
        case .table, .options: "table"
        case .stringOrTable: "string or table"
        case .resource: "number, string or table"
        case .function: "function"
        case .list: "table or function"
        case .any: "value"
        }
    }

    /// Whether a table given alone may be this parameter's value rather than a set of named arguments.
    var acceptsTable: Bool { accepts(.table) }

    /// The keys that a table of this kind may have; nil if it may have any.
    var keys: [ParameterDescription]? {
        switch self {
        case .options(let keys, _): keys
        case .stringOrTable(let keys): keys
        default: nil
        }
    }
}
