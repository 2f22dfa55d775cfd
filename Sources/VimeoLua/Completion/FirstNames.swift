internal import LuaKit

/// The first of many names in the order of a menu: by name, private ones last.
///
/// Of a hundred thousand names it keeps, and sorts, only those that are shown.
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
    private let prefix: [UInt8]
    private let showsPrivate: Bool
    private var entries: [Entry] = []
    /// Names behind this one are not among the first.
    private var last: (rank: Int, name: [UInt8])?
    /// How many there were.
    private(set) var count = 0

    /// Takes names that begin with a prefix.
    init(_ limit: Int, prefix: String) {
        self.limit = limit
        self.prefix = Array(prefix.utf8)
        showsPrivate = self.prefix.first == UInt8(ascii: "_")
    }

    /// Takes a name if it begins with the prefix and `isFitting`; only one that is kept becomes a string.
    mutating func add(_ name: UnsafeRawBufferPointer, _ type: LuaType, if isFitting: (UnsafeRawBufferPointer) -> Bool) {
        guard prefix.isEmpty || name.starts(with: prefix), isFitting(name) else { return }
        count += 1
        let rank = !showsPrivate && name.first == UInt8(ascii: "_") ? 1 : 0
        if let last, last.rank < rank || last.rank == rank && last.name.lexicographicallyPrecedes(name) { return }
        guard let text = String(validating: name, as: UTF8.self) else {
            count -= 1
            return
        }
        entries.append(Entry(name: text, type: type, rank: rank))
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
        last = entries.last.map { ($0.rank, Array($0.name.utf8)) }
    }
}
