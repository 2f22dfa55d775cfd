// Copies of tables.
extension LuaStack {
    /// A copy of the value at `index`, with all tables in it; no metamethod runs.
    ///
    /// What stands for `null` in JSON is nil.
    ///
    /// - Throws: a ``LuaError`` of code `conversion` for a value with more than four million values in it.
    public func copy(at index: Int32) throws(LuaError) -> LuaValue {
        var copier = TableCopier(stack: self)
        return try copier.copy(at: index)
    }

    /// Pushes a new table with the entries of a copy; a nil among its items is what stands for `null` in JSON.
    func push(table: LuaTable) {
        pushTable(items: table.items.count, fields: table.fields.count)
        // Lua's own limit on a stack is far beyond what a copy can be deep.
        _ = reserve(8)
        for (index, item) in table.items.enumerated() {
            if case .nil = item { pushJSONNull() } else { push(item) }
            setRaw(Int64(index + 1), in: -2)
        }
        for (key, value) in table.fields {
            // Lua raises for this one.
            if case .number(let number) = key, number.isNaN { continue }
            push(key.value)
            push(value)
            setRaw(keyAndValueIn: -3)
        }
        if table.isArray { markJSONArray(at: -1) }
    }
}

/// Copies one value.
private struct TableCopier {
    /// How many values a copy may have: a table that is in several places counts for each.
    private static let most = 4_000_000
    private static let deepest = 200

    let stack: LuaStack
    private var count = 0
    /// The tables that are being copied, outermost first.
    private var open: [UInt] = []
    /// Those that have been, and how many values are in each.
    private var done: [UInt: (value: LuaValue, count: Int)] = [:]

    init(stack: LuaStack) {
        self.stack = stack
    }

    mutating func copy(at index: Int32) throws(LuaError) -> LuaValue {
        try add(1)
        if stack.isJSONNull(at: index) { return .nil }
        guard stack.type(at: index) == .table else { return stack.value(at: index) }
        let address = stack.address(at: index)
        if let known = done[address] {
            try add(known.count)
            return known.value
        }
        guard open.count < Self.deepest, !open.contains(address), stack.reserve(8) else {
            return stack.value(at: index)
        }
        let before = count
        open.append(address)
        let table = try entries(at: stack.absolute(index))
        open.removeLast()
        done[address] = (.table(table), count - before)
        return .table(table)
    }

    private mutating func add(_ more: Int) throws(LuaError) {
        count += more
        guard count <= Self.most else {
            throw LuaError(.conversion, "the value is too large to be copied", hint: "hand over smaller parts of it")
        }
    }

    private mutating func entries(at place: Int32) throws(LuaError) -> LuaTable {
        var table = LuaTable(isArray: stack.isJSONArray(at: place))
        // The border of a table with holes is any of several: items end at the first hole.
        let border = Int64(stack.rawLength(at: place))
        var next: Int64 = 1
        while next <= border, stack.getRaw(next, in: place) != .nil {
            table.items.append(try copyPopping())
            next += 1
        }
        if next <= border { stack.pop() }
        do {
            try stack.forEachEntry(at: place) {
                guard let key = LuaKey(stack.value(at: -2)) else { return }
                if case .integer(let position) = key, 1..<next ~= position { return }
                let value = try copy(at: -1)
                if value != .nil { table.fields[key] = value }
            }
        } catch {
            // Nothing else throws there.
            throw error as? LuaError ?? .outOfMemory
        }
        return table
    }

    private mutating func copyPopping() throws(LuaError) -> LuaValue {
        defer { stack.pop() }
        return try copy(at: -1)
    }
}
