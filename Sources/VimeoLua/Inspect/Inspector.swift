internal import LuaKit

/// Shows Lua values as text, by raw access only: looking never runs code.
struct Inspector {
    struct Limits {
        var depth = 6
        var items = 100
        var width = 80
        /// Bytes of a string.
        var length = 2000
    }

    private let stack: LuaStack
    private let limits: Limits
    /// The tables that hold the value at hand, outermost first.
    private var parents: [UInt] = []

    static func describe(_ index: Int32, on stack: LuaStack, limits: Limits = Limits()) -> String {
        var inspector = Inspector(stack: stack, limits: limits)
        return inspector.describe(stack.absolute(index), indentation: 0)
    }

    private init(stack: LuaStack, limits: Limits) {
        self.stack = stack
        self.limits = limits
    }

    private mutating func describe(_ index: Int32, indentation: Int) -> String {
        switch stack.type(at: index) {
        case .string: stack.withBytes(at: index) { LuaLiteral.quoted($0, limit: limits.length) } ?? ""
        case .table: table(index, indentation: indentation)
        case .lightUserdata where JSONNull.isNull(stack.pointer, index): "null"
        case .nil, .none: "nil"
        case .boolean: stack.isTruthy(index) ? "true" : "false"
        case .number: LuaLiteral.number(stack.value(at: index))
        case .lightUserdata, .function, .userdata, .thread: "<\(stack.typeName(at: index))>"
        }
    }

    private mutating func table(_ index: Int32, indentation: Int) -> String {
        let address = stack.address(at: index)
        if let level = parents.lastIndex(of: address) {
            return "<cycle, \(parents.count - level) up>"
        }
        if parents.count >= limits.depth || !stack.reserve(8) { return "{…}" }
        parents.append(address)
        defer { parents.removeLast() }
        var entries = items(index, indentation: indentation + 2)
        entries += fields(index, after: entries.count, indentation: indentation + 2)
        let name = stack.metatableName(at: index).map { "\($0) " } ?? ""
        return name + layOut(entries, indentation: indentation)
    }

    private func layOut(_ entries: [String], indentation: Int) -> String {
        guard !entries.isEmpty else { return "{}" }
        let line = "{ \(entries.joined(separator: ", ")) }"
        if line.count + indentation <= limits.width, !line.contains("\n") { return line }
        let margin = String(repeating: " ", count: indentation)
        return "{\n" + entries.map { "\(margin)  \($0)" }.joined(separator: ",\n") + "\n\(margin)}"
    }

    /// The entries 1 to n.
    private mutating func items(_ index: Int32, indentation: Int) -> [String] {
        let count = stack.rawLength(at: index)
        var entries: [String] = []
        for position in 0..<min(count, limits.items) {
            stack.getRaw(Int64(position + 1), in: index)
            entries.append(describe(stack.top, indentation: indentation))
            stack.pop()
        }
        if count > limits.items { entries.append("… \(count - limits.items) more") }
        return entries
    }

    /// The other entries, numbers before strings before the rest.
    private mutating func fields(_ index: Int32, after shown: Int, indentation: Int) -> [String] {
        let border = stack.rawLength(at: index)
        var keys: [SortedKey] = []
        stack.forEachEntry(at: index) {
            if let position = stack.integer(at: -2), stack.isInteger(at: -2), position >= 1, position <= Int64(border) {
                return
            }
            keys.append(SortedKey(at: stack.top - 1, on: stack))
        }
        keys.sort()
        let room = max(0, limits.items - shown)
        var entries: [String] = []
        for key in keys.prefix(room) {
            key.push(on: stack)
            stack.getRaw(in: index)
            entries.append("\(key.text) = \(describe(stack.top, indentation: indentation))")
            stack.pop()
        }
        if keys.count > room { entries.append("… \(keys.count - room) more") }
        return entries
    }
}
