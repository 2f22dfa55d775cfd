internal import LuaKit
internal import Vimeo

extension Parameter.Kind {
    /// What is wrong with the value at `index`, in Lua's own words; nil when it fits.
    func problem(at index: Int32, on stack: LuaStack) -> String? {
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

    private func accepts(_ type: LuaType) -> Bool {
        switch self {
        case .string: type == .string
        case .number: type == .number
        case .boolean: type == .boolean
        case .table, .options: type == .table
        case .strings, .body, .resource, .source: type == .table || type == .string
        case .flagOrOptions: type == .table || type == .boolean
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
        case .table, .options: "table"
        case .strings, .body, .resource, .source: "string or table"
        case .flagOrOptions: "boolean or table"
        case .function: "function"
        case .list: "table or function"
        case .any: "value"
        }
    }

    /// The keys that an options table may have; nil where it is none.
    var optionKeys: [Option]? {
        switch self {
        case .options(let options), .flagOrOptions(let options): options
        case .source: UploadSourceArgument.keys
        default: nil
        }
    }

    /// Refuses unknown keys of an options table, and values of the wrong type.
    func checkKeys(at index: Int32, of owner: String, on stack: LuaStack) throws {
        guard let options = optionKeys, stack.type(at: index) == .table else { return }
        try stack.forEachEntry(at: index) {
            let key = stack.type(at: -2) == .string ? stack.mendedString(at: -2) : nil
            guard let key, let option = options.first(where: { $0.name == key }) else {
                let name = key ?? stack.describeKey(at: -2)
                throw UsageProblem.unknown("key", name, of: owner, known: options.map(\.name))
            }
            if let problem = option.kind.problem(at: stack.top, on: stack) {
                throw VimeoError(.usage, "\(key) in \(owner): \(problem)", hint: option.text)
            }
        }
    }
}

extension LuaStack {
    /// A table key for a message.
    func describeKey(at index: Int32) -> String {
        if let number = integer(at: index) { return "[\(number)]" }
        return mendedString(at: index) ?? "[\(typeName(at: index))]"
    }
}

/// Usage errors that name what the caller probably meant.
enum UsageProblem {
    static func unknown(_ what: String, _ name: String, of owner: String, known: [String]) -> VimeoError {
        VimeoError(
            .usage,
            "unknown \(what) \(name) in \(owner)",
            hint: Suggestion.nearest(to: name, among: known).map { "did you mean \($0)?" }
                ?? "known are \(known.joined(separator: ", "))"
        )
    }
}
