/// What the things of a list are sorted by, all in one place: a list may have a hundred thousand.
struct SortKeys {
    private let sort: String?
    private var numbers: [Int64] = []
    private var titles: [UInt8] = []
    /// Where each title ends.
    private var ends = [0]

    init(_ sort: String?) { self.sort = sort }

    /// Adds what the order looks at; nothing for an order that the list has anyway.
    mutating func add(_ entry: Entry, _ uri: String, _ store: Store) {
        switch sort {
        case "alphabetical", "name":
            entry.addTitle(to: &titles)
            ends.append(titles.count)
        case "date", "created_time", "default", "added": numbers.append(entry.created.milliseconds)
        case "modified_time", "last_user_action_event_date": numbers.append(entry.modified.milliseconds)
        case "duration": numbers.append(entry.duration)
        case "plays": numbers.append(entry.plays)
        case "likes", "comments", "videos": numbers.append(Int64(store.count("\(uri)/\(sort ?? "")", for: .app)))
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
        var order = (0..<ends.count - 1).map { TitlePiece(place: $0) }
        titles.withUnsafeBufferPointer { sort(&order, 0..<order.count, from: 0, in: $0) }
        return order.map(\.place)
    }

    /// Whether the first thing that was added comes before the second; nil if they are equal.
    var isAscending: Bool? {
        if numbers.count == 2 { return numbers[0] == numbers[1] ? nil : numbers[0] < numbers[1] }
        guard ends.count == 3 else { return nil }
        let (first, second) = (titles[..<ends[1]], titles[ends[1]...])
        return first.elementsEqual(second) ? nil : first.lexicographicallyPrecedes(second)
    }

    /// Eight bytes of a title, as a number that is compared as they are.
    private struct TitlePiece {
        let place: Int
        var bytes: UInt64 = 0
        /// How many bytes the title has from there on, up to one more than these.
        var left = 0
    }

    /// Sorts titles that are the same up to `offset`: by the next eight bytes, then those that have the same ones.
    private func sort(
        _ order: inout [TitlePiece],
        _ run: Range<Int>,
        from offset: Int,
        in titles: UnsafeBufferPointer<UInt8>
    ) {
        for index in run {
            let (start, end) = (ends[order[index].place] + offset, ends[order[index].place + 1])
            let count = min(8, end - start)
            var bytes: UInt64 = 0
            for byte in titles[start..<start + count] { bytes = bytes << 8 | UInt64(byte) }
            order[index].bytes = count == 8 ? bytes : bytes << UInt64(8 * (8 - count))
            order[index].left = min(9, end - start)
        }
        order[run].sort { ($0.bytes, $0.left, $0.place) < ($1.bytes, $1.left, $1.place) }
        var start = run.lowerBound
        while start < run.upperBound {
            let first = order[start]
            var end = start + 1
            while end < run.upperBound, order[end].bytes == first.bytes, order[end].left == first.left { end += 1 }
            if end - start > 1, first.left == 9 { sort(&order, start..<end, from: offset + 8, in: titles) }
            start = end
        }
    }
}
