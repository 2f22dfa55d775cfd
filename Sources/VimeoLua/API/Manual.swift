public import LuaKit

/// What `help` and `apropos` say.
public final class Manual {
    private let table: VimeoTable

    /// The help for the functions of a table, and for the operations of the API.
    public init(for table: VimeoTable) {
        self.table = table
    }

    /// An overview: every function with its signature.
    public var overview: [String] {
        ["Functions, help(vimeo.get) tells more:", ""]
            + table.descriptions.values.sorted { $0.name < $1.name }.map { "  \($0.signature)" }
            + ["", "help \"POST /me/videos\" tells about an operation of the API, apropos \"caption\" searches."]
    }

    /// The signature of the function at `index` if it is one of ours.
    public func signature(at index: Int32, on stack: LuaStack) -> String? {
        table.description(at: index, on: stack)?.signature
    }

    /// About the value at `index`.
    public func lines(at index: Int32, on stack: LuaStack) -> [String] {
        switch stack.type(at: index) {
        case .string: return lines(about: stack.mendedString(at: index) ?? "")
        case .function: return lines(functionAt: index, on: stack)
        case .table where stack.metatableName(at: index) == nil:
            var names: [String] = []
            RawKeys.forEachField(at: index, on: stack) { name, type in names.append("  \(name)  \(type.name)") }
            return ["a table with \(names.count) named fields"] + names.sorted().prefix(100)
        default: return ["a value of type \(stack.typeName(at: index))"]
        }
    }

    private func lines(functionAt index: Int32, on stack: LuaStack) -> [String] {
        if let function = table.description(at: index, on: stack) { return function.helpLines }
        guard let parameters = stack.parameterNames(at: index) else { return ["a native function"] }
        var lines = ["function(\(parameters.joined(separator: ", ")))"]
        if let (place, last) = stack.definition(at: index) {
            let source =
                place.source.first.map { "@=".contains($0) } == true ? place.source.dropFirst() : place.source[...]
            lines.append("defined in \(source), lines \(place.line) to \(last)")
        }
        return lines
    }

    /// About a name, or an operation such as `POST /me/videos`.
    public func lines(about text: String) -> [String] {
        if let function = table.descriptions[text] ?? table.descriptions["vimeo.\(text)"] { return function.helpLines }
        let words = text.split(separator: " ").map(String.init)
        if words.count == 2, let operation = OperationTable.shared.operation(words[0].uppercased(), words[1]) {
            return OperationText.lines(operation)
        }
        if words.count == 1, text.hasPrefix("/") {
            let operations = OperationTable.shared.operations(text)
            if !operations.isEmpty { return operations.flatMap { OperationText.lines($0) + [""] } }
        }
        return ["nothing is known about \"\(text)\""] + search(text)
    }

    /// What has all the words of a text in its name or description, those with them in the name first.
    public func search(_ text: String) -> [String] {
        let words = text.lowercased().split(separator: " ")
        func matches(_ candidate: String) -> Bool {
            let candidate = candidate.lowercased()
            return words.allSatisfy { candidate.contains($0) }
        }
        let functions = table.descriptions.values.sorted { $0.name < $1.name }
        let named = functions.filter { matches($0.name) }
        let told = functions.filter { !matches($0.name) && matches("\($0.name) \($0.text)") }
        let operations = OperationTable.shared.all.filter { matches("\($0.method) \($0.path) \($0.words) \($0.tag)") }
        let shown =
            (named + told).map(\.signature) + operations.prefix(40).map { "\($0.method) \($0.path)  \($0.words)" }
        return words.isEmpty || shown.isEmpty ? ["nothing found"] : shown
    }
}
