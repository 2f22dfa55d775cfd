/// Entries in the order in which they were last used, the oldest first.
struct HistoryEntries {
    private(set) var all: [String] = []
    private var known: Set<String> = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Adds the newest entry; the same one from before goes.
    mutating func append(_ entry: String) {
        if !known.insert(entry).inserted, let index = all.lastIndex(of: entry) { all.remove(at: index) }
        all.append(entry)
        if all.count > limit { known.remove(all.removeFirst()) }
    }

    /// Adds entries, the oldest first.
    mutating func append(contentsOf entries: [String]) {
        guard entries.count > 1 else { return entries.forEach { append($0) } }
        known = []
        var newestFirst: [String] = []
        for entry in (all + entries).reversed() where newestFirst.count < limit && known.insert(entry).inserted {
            newestFirst.append(entry)
        }
        all = newestFirst.reversed()
    }
}
