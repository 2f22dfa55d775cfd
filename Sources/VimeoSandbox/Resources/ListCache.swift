import Platform
import Synchronization

/// What was found in long lists.
///
/// After a change only the things that it was about are looked at again.
final class ListCache: Sendable {
    struct Key: Hashable {
        let list: String
        /// Who looks, as far as that decides what is seen.
        let viewer: Viewer
        /// What is looked for in it.
        var query = ""
    }

    struct Viewer: Hashable {
        let user: String?
        let seesPrivate: Bool
    }

    /// As many lists as clients go through at a time; each may have a hundred thousand places.
    private static let limit = 64
    private let known = Mutex<[Key: FoundList]>([:])
    private let sums = Mutex<[String: (version: UInt64, bytes: Int64)]>([:])

    func list(_ key: Key) -> FoundList? { known.withLock { $0[key] } }

    func set(_ list: FoundList, _ key: Key) {
        known.withLock { known in
            if known.count >= Self.limit, known[key] == nil { known = [:] }
            known[key] = list
        }
    }

    /// The bytes that a user has used in this state of the store.
    func bytes(of user: String, _ version: UInt64, otherwise sum: () -> Int64) -> Int64 {
        if let known = sums.withLock({ $0[user] }), known.version == version { return known.bytes }
        let bytes = sum()
        sums.withLock { $0[user] = (version, bytes) }
        return bytes
    }
}

/// The things of a list that match and are visible, in ascending order.
struct FoundList: Sendable {
    /// The state of the store that it is of.
    var version: UInt64
    /// The whole list in its own order.
    var base: [String]
    /// Where in it the things are.
    var places: [Int32]
    /// Whether they are gone through in that order.
    var isAscending = true

    /// The places that things of `base` have in `list`, which has mostly the same in the same order.
    ///
    /// Returns nil if nothing has moved; -1 for what is no longer there.
    func moves(to list: [String]) -> [Int32]? {
        base.withUnsafeBufferPointer { old in
            list.withUnsafeBufferPointer { new in
                if old.count == new.count, old.baseAddress == new.baseAddress || old.elementsEqual(new) { return nil }
                var moves = [Int32](repeating: -1, count: old.count)
                var place = 0
                for index in old.indices where place < new.count && old[index] == new[place] {
                    moves[index] = Int32(place)
                    place += 1
                }
                return moves
            }
        }
    }
}

extension FoundList: RandomAccessCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { places.count }
    subscript(index: Int) -> String { base[Int(places[isAscending ? index : places.count - 1 - index])] }
}

/// Which things were changed last, so that what was found before can be kept.
struct Trail: Sendable {
    private static let counter = Atomic<UInt64>(0)
    private static let limit = 1000

    /// The state of the store; no other state of any store has the same.
    private(set) var version = Trail.next()
    private var steps: [(before: UInt64, uri: String)] = []

    private static func next() -> UInt64 { counter.add(1, ordering: .relaxed).newValue }

    mutating func add(_ uri: String) {
        if steps.count >= 2 * Self.limit { steps.removeFirst(Self.limit) }
        steps.append((version, uri))
        version = Self.next()
    }

    /// What was changed since that state; nil if it is not known, or too much to look at each.
    func changes(since state: UInt64) -> Set<String>? {
        if state == version { return [] }
        guard let first = steps.lastIndex(where: { $0.before <= state }), steps[first].before == state,
            steps.count - first <= Self.limit
        else { return nil }
        let uris = Set(steps[first...].map(\.uri))
        return uris.count <= 32 ? uris : nil
    }
}
