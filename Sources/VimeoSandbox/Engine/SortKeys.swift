import Platform

/// What the things of a list are sorted by, all in one place: a list may have a hundred thousand.
struct SortKeys {
    private var numbers: [Int64] = []
    private var titles: [UInt8] = []
    /// Where each title ends.
    private var ends = [0]

    /// Adds what `sort` looks at; nothing for an order that the list has anyway.
    mutating func add(_ sort: String, _ entry: Entry, _ uri: String, _ store: Store) {
        switch sort {
        case "alphabetical", "name":
            entry.addTitle(to: &titles)
            ends.append(titles.count)
        case "date", "created_time", "default", "added": numbers.append(entry.created.milliseconds)
        case "modified_time", "last_user_action_event_date": numbers.append(entry.modified.milliseconds)
        case "duration": numbers.append(entry.duration)
        case "plays": numbers.append(entry.plays)
        case "likes", "comments", "videos": numbers.append(Int64(store.count("\(uri)/\(sort)", for: .app)))
        case "followers", "members": numbers.append(Int64(store.count("\(uri)/users", for: .app)))
        default: break
        }
    }

    /// The places of the things in ascending order, equal ones as they were; nil if nothing was added.
    func order() -> [Int]? {
        if !numbers.isEmpty {
            return numbers.enumerated().map { (key: $0.element, place: $0.offset) }
                .sorted { ($0.key, $0.place) < ($1.key, $1.place) }.map(\.place)
        }
        guard ends.count > 1 else { return nil }
        return titles.withUnsafeBytes { titles in
            ends.withUnsafeBufferPointer { ends in
                (0..<ends.count - 1).sorted { one, other in
                    let (first, second) = (ends[one]..<ends[one + 1], ends[other]..<ends[other + 1])
                    guard let start = titles.baseAddress else { return one < other }
                    let order = memcmp(
                        start + first.lowerBound,
                        start + second.lowerBound,
                        min(first.count, second.count)
                    )
                    return (order, first.count, one) < (0, second.count, other)
                }
            }
        }
    }
}
