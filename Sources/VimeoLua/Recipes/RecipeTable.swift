internal import LuaKit
internal import Platform

/// Reads a table that a recipe's author has written, without running any code.
struct RecipeTable {
    let index: Int32
    let stack: LuaStack
    /// For messages.
    let name: String

    func type(_ key: String) -> LuaType {
        defer { stack.pop() }
        return stack.getRaw(key, in: index)
    }

    /// Throws for a key that nobody knows, with the nearest that somebody does.
    func check(known: [String], items: Int = 0) throws {
        try stack.forEachEntry(at: index) {
            if let number = stack.integer(at: -2), number >= 1, number <= Int64(items) { return }
            let key = stack.lossyString(at: -2) ?? stack.describeKey(at: -2)
            guard !known.contains(key) else { return }
            let nearest = NearestName.find(key, in: known)
            throw RecipeProblem(
                "\(name) has an unknown key \(key)",
                hint: nearest.map { "did you mean \($0)?" } ?? "the keys are \(known.joined(separator: ", "))"
            )
        }
    }

    func text(_ key: String) throws -> String? {
        stack.getRaw(key, in: index)
        return try popText(key)
    }

    func text(at position: Int64) throws -> String? {
        stack.getRaw(position, in: index)
        return try popText("item \(position)")
    }

    /// A text or an array of texts.
    func texts(_ key: String) throws -> [String] {
        if type(key) == .string { return [try text(key) ?? ""] }
        var texts: [String] = []
        stack.getRaw(key, in: index)
        defer { stack.pop() }
        if stack.type(at: -1) == .nil { return [] }
        guard stack.type(at: -1) == .table else { throw wrong(key, "a list of texts") }
        for position in 0..<stack.rawLength(at: -1) {
            stack.getRaw(Int64(position + 1), in: -1)
            guard let text = try popText("item \(position + 1) of \(key)") else { break }
            texts.append(text)
        }
        return texts
    }

    func flag(_ key: String) throws -> Bool? {
        stack.getRaw(key, in: index)
        defer { stack.pop() }
        if stack.type(at: -1) == .nil { return nil }
        guard let flag = stack.boolean(at: -1) else { throw wrong(key, "true or false") }
        return flag
    }

    /// A text, number or boolean as text.
    func scalar(_ key: String) throws -> String? {
        stack.getRaw(key, in: index)
        defer { stack.pop() }
        switch stack.value(at: -1) {
        case .nil: return nil
        case .boolean(let flag): return "\(flag)"
        case .integer(let number): return "\(number)"
        case .number(let number): return "\(number)"
        case .string: return stack.lossyString(at: -1)
        case .reference, .table: throw wrong(key, "a text, a number or a boolean")
        }
    }

    func hasFunction(_ key: String) throws -> Bool {
        switch type(key) {
        case .nil: return false
        case .function: return true
        default:
            stack.getRaw(key, in: index)
            defer { stack.pop() }
            throw wrong(key, "a function")
        }
    }

    /// Calls `body` with each table of an array; returns how many there are.
    @discardableResult
    func items(_ key: String, _ body: (RecipeTable) throws -> Void) throws -> Int {
        stack.getRaw(key, in: index)
        defer { stack.pop() }
        if stack.type(at: -1) == .nil { return 0 }
        guard stack.type(at: -1) == .table else { throw wrong(key, "a list of tables") }
        let count = stack.rawLength(at: -1)
        for position in 0..<count {
            stack.getRaw(Int64(position + 1), in: -1)
            defer { stack.pop() }
            guard stack.type(at: -1) == .table else { throw wrong("item \(position + 1) of \(key)", "a table") }
            try body(RecipeTable(index: stack.top, stack: stack, name: "item \(position + 1) of \(key)"))
        }
        return count
    }

    private func popText(_ key: String) throws -> String? {
        defer { stack.pop() }
        if stack.type(at: -1) == .nil { return nil }
        guard let text = stack.string(at: -1) else { throw wrong(key, "a text") }
        return text
    }

    /// With the wrong value on top.
    private func wrong(_ key: String, _ expected: String) -> RecipeProblem {
        RecipeProblem("\(key) of \(name) is \(Recipe.article(stack.typeName(at: -1))), not \(expected)")
    }
}
