import Synchronization

/// What was found in long lists, as long as nothing changes.
final class ListCache: Sendable {
    struct Key: Hashable {
        let list: String
        /// The token of the caller; nil without one.
        let token: String?
        /// What is looked for in it.
        var query = ""
    }

    /// As many lists as a client goes through at a time; each may have a hundred thousand URIs.
    private static let limit = 8
    private let counts = Mutex<[Key: Int]>([:])
    private let lists = Mutex<[Key: [String]]>([:])

    func count(_ key: Key, otherwise count: () -> Int) -> Int { Self.find(key, counts, 1000, count) }

    func list(_ key: Key, otherwise list: () -> [String]) -> [String] { Self.find(key, lists, Self.limit, list) }

    private static func find<Value: Sendable>(
        _ key: Key,
        _ known: borrowing Mutex<[Key: Value]>,
        _ limit: Int,
        _ make: () -> Value
    ) -> Value {
        if let value = known.withLock({ $0[key] }) { return value }
        let value = make()
        known.withLock { known in
            if known.count >= limit { known = [:] }
            known[key] = value
        }
        return value
    }
}
