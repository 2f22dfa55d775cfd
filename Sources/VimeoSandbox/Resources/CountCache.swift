import Synchronization

/// How many things of a list a caller may see, as long as nothing changes.
final class CountCache: Sendable {
    struct Key: Hashable {
        let list: String
        /// The token of the caller; nil without one.
        let token: String?
    }

    private let known = Mutex<[Key: Int]>([:])

    func count(_ key: Key, otherwise count: () -> Int) -> Int {
        if let count = known.withLock({ $0[key] }) { return count }
        let count = count()
        known.withLock { $0[key] = count }
        return count
    }
}
