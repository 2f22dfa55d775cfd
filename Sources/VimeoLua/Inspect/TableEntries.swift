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
        shownItems = min(border, inspector.limits.items)
        omittedItems = border - shownItems
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
        shownKeys = keys.prefix(max(0, inspector.limits.items - shownItems))
    }
}
