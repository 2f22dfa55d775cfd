internal import JSONCore
internal import LuaKit

/// What of a table is shown, in its order: the items 1 to n, then the other entries, numbers before strings before the
/// rest.
struct TableEntries {
    let index: Int32
    let shownItems: Int
    let omittedItems: Int
    /// The keys that are no items, sorted.
    let keys: [SortedKey]
    let shownKeys: ArraySlice<SortedKey>
    var omittedKeys: Int { keys.count - shownKeys.count }
    var count: Int { shownItems + omittedItems + keys.count }

    /// - Throws: `Inspector.Stopped` where the reader has seen enough.
    init(at index: Int32, of inspector: Inspector) throws {
        let stack = inspector.stack
        self.index = index
        let border = stack.rawLength(at: index)
        var keys: [SortedKey] = []
        try stack.forEachEntry(at: index) {
            if keys.count.isMultiple(of: 1000), inspector.isStopped() { throw Inspector.Stopped() }
            if let position = stack.integer(at: -2), stack.isInteger(at: -2), position >= 1, position <= Int64(border) {
                return
            }
            keys.append(SortedKey(at: stack.top - 1, on: stack))
        }
        keys.sort()
        self.keys = keys
        // However many items there are, some of the other keys are shown.
        let limit = inspector.limits.items
        shownItems = min(border, max(0, limit - min(keys.count, (limit + 3) / 4)))
        omittedItems = border - shownItems
        shownKeys = keys.prefix(max(0, limit - shownItems))
    }
}

/// A table key with its text and its place in the order: numbers, strings, the rest.
struct SortedKey: Comparable {
    private let value: LuaValue
    let text: String

    init(at index: Int32, on stack: LuaStack) {
        value = stack.value(at: index)
        switch value {
        case .string(let bytes):
            text =
                LuaSource.isName(bytes)
                ? String(decoding: bytes, as: UTF8.self)
                : "[\(bytes.withUnsafeBytes { LuaLiteral.quoted($0, limit: 200) })]"
        case .integer, .number: text = "[\(LuaLiteral.number(value))]"
        case .boolean(let flag): text = "[\(flag)]"
        case .nil: text = "[nil]"
        case .reference, .table: text = "[<\(stack.typeName(at: index).escapedForDisplay())>]"
        }
    }

    func push(on stack: LuaStack) {
        stack.push(value)
    }

    static func == (left: SortedKey, right: SortedKey) -> Bool {
        !(left < right) && !(right < left)
    }

    static func < (left: SortedKey, right: SortedKey) -> Bool {
        switch (left.value, right.value) {
        case (.integer(let left), .integer(let right)): left < right
        case (.string(let left), .string(let right)): left.lexicographicallyPrecedes(right)
        default: (left.rank, left.magnitude, left.text) < (right.rank, right.magnitude, right.text)
        }
    }

    private var rank: Int {
        switch value {
        case .integer, .number: 0
        case .string: 1
        case .nil, .boolean, .table, .reference: 2
        }
    }

    private var magnitude: Double {
        switch value {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .nil, .boolean, .string, .table, .reference: 0
        }
    }
}
