internal import LuaKit

/// The first of many names in the order of a menu: by name, private ones last.
///
/// Of a hundred thousand names it sorts only those that are shown.
struct FirstNames {
    struct Entry {
        let name: String
        let type: LuaType
        /// 1 for names that begin with `_` unless the prefix does.
        let rank: Int

        static func < (one: Entry, other: Entry) -> Bool {
            one.rank == other.rank ? one.name < other.name : one.rank < other.rank
        }
    }

    private let limit: Int
    private let showsPrivate: Bool
    private var entries: [Entry] = []
    /// Later names are not among the first.
    private var last: Entry?
    /// How many there were.
    private(set) var count = 0

    init(_ limit: Int, prefix: String) {
        self.limit = limit
        showsPrivate = prefix.utf8.first == UInt8(ascii: "_")
    }

    mutating func add(_ name: String, _ type: LuaType) {
        count += 1
        let entry = Entry(name: name, type: type, rank: !showsPrivate && name.utf8.first == UInt8(ascii: "_") ? 1 : 0)
        if let last, last < entry { return }
        entries.append(entry)
        if entries.count >= 2 * limit { cut() }
    }

    /// The first ones, in order.
    var sorted: [Entry] {
        var copy = self
        copy.cut()
        return copy.entries
    }

    private mutating func cut() {
        entries.sort(by: <)
        guard entries.count > limit else { return }
        entries.removeSubrange(limit...)
        last = entries.last
    }
}
