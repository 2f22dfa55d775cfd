internal import LuaKit

/// Shows Lua values as text, by raw access only: looking never runs code.
struct Inspector {
    typealias Paint = (ValuePrinter.Piece, String) -> String

    struct Limits {
        var depth = 6
        var items = 100
        var width = 80
        /// Bytes of a string.
        var length = 2000
    }

    private let stack: LuaStack
    private let limits: Limits
    private let paint: Paint
    /// The tables that hold the value at hand, outermost first.
    private var parents: [UInt] = []

    static func describe(
        _ index: Int32,
        on stack: LuaStack,
        limits: Limits = Limits(),
        paint: @escaping Paint = { _, text in text }
    ) -> String {
        var inspector = Inspector(stack: stack, limits: limits, paint: paint)
        return inspector.describe(stack.absolute(index), indentation: 0).text
    }

    private init(stack: LuaStack, limits: Limits, paint: @escaping Paint) {
        self.stack = stack
        self.limits = limits
        self.paint = paint
    }

    /// An entry's text, and how many columns it takes, which colours do not change.
    private struct Entry {
        var text: String
        var width: Int
        var isMultiLine = false
    }

    private mutating func describe(_ index: Int32, indentation: Int) -> Entry {
        switch stack.type(at: index) {
        case .string: entry(.string, stack.withBytes(at: index) { LuaLiteral.quoted($0, limit: limits.length) } ?? "")
        case .table: table(index, indentation: indentation)
        case .lightUserdata where JSONNull.isNull(stack.pointer, index): entry(.constant, "null")
        case .nil, .none: entry(.constant, "nil")
        case .boolean: entry(.constant, stack.isTruthy(index) ? "true" : "false")
        case .number: entry(.number, LuaLiteral.number(stack.value(at: index)))
        case .lightUserdata, .function, .userdata, .thread: entry(.opaque, "<\(stack.typeName(at: index))>")
        }
    }

    private func entry(_ role: ValuePrinter.Piece, _ text: String) -> Entry {
        Entry(text: paint(role, text), width: text.count)
    }

    private mutating func table(_ index: Int32, indentation: Int) -> Entry {
        let address = stack.address(at: index)
        if let level = parents.lastIndex(of: address) {
            return entry(.opaque, "<cycle, \(parents.count - level) up>")
        }
        if parents.count >= limits.depth || !stack.reserve(8) { return entry(.opaque, "{…}") }
        parents.append(address)
        defer { parents.removeLast() }
        var entries = items(index, indentation: indentation + 2)
        entries += fields(index, after: entries.count, indentation: indentation + 2)
        let name = stack.metatableName(at: index).map { "\($0) " } ?? ""
        return layOut(entries, name: name, indentation: indentation)
    }

    private func layOut(_ entries: [Entry], name: String, indentation: Int) -> Entry {
        guard !entries.isEmpty else { return Entry(text: name + "{}", width: name.count + 2) }
        let text = entries.map(\.text)
        let width = name.count + 4 + entries.reduce(-2) { $0 + $1.width + 2 }
        if width + indentation <= limits.width, !entries.contains(where: \.isMultiLine) {
            return Entry(text: "\(name){ \(text.joined(separator: ", ")) }", width: width)
        }
        let margin = String(repeating: " ", count: indentation)
        let lines = text.map { "\(margin)  \($0)" }.joined(separator: ",\n")
        return Entry(text: "\(name){\n\(lines)\n\(margin)}", width: width, isMultiLine: true)
    }

    /// The entries 1 to n.
    private mutating func items(_ index: Int32, indentation: Int) -> [Entry] {
        let count = stack.rawLength(at: index)
        var entries: [Entry] = []
        for position in 0..<min(count, limits.items) {
            stack.getRaw(Int64(position + 1), in: index)
            entries.append(describe(stack.top, indentation: indentation))
            stack.pop()
        }
        if count > limits.items { entries.append(entry(.opaque, "… \(count - limits.items) more")) }
        return entries
    }

    /// The other entries, numbers before strings before the rest.
    private mutating func fields(_ index: Int32, after shown: Int, indentation: Int) -> [Entry] {
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
        var entries: [Entry] = []
        for key in keys.prefix(room) {
            key.push(on: stack)
            stack.getRaw(in: index)
            var field = describe(stack.top, indentation: indentation)
            field.text = "\(paint(.key, key.text)) = \(field.text)"
            field.width += key.text.count + 3
            entries.append(field)
            stack.pop()
        }
        if keys.count > room { entries.append(entry(.opaque, "… \(keys.count - room) more")) }
        return entries
    }
}
