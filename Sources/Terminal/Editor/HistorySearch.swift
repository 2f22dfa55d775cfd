struct HistorySearch {
    struct Match: Equatable {
        var index: Int
        var range: Range<Int>
    }

    /// What one more typed character changed.
    private struct State {
        var query = ""
        /// The last match found; it stays on the screen while nothing matches the longer query.
        var match: Match?
        var isFailed = false
        /// What the next steps in the same direction will show.
        var following: [Match] = []
        /// The last step found nothing.
        var isAtEnd = false
    }

    /// How many of the following matches are looked for.
    private static let listed = 4

    private var state = State()
    private var earlier: [State] = []
    private(set) var isBackward: Bool
    private let start: Int

    init(from start: Int, isBackward: Bool) {
        self.start = start
        self.isBackward = isBackward
    }

    var query: String { state.query }
    var match: Match? { state.match }
    var isFailed: Bool { state.isFailed }
    var following: [Match] { state.following }
    var isAtEnd: Bool { state.isAtEnd }

    /// - Parameter shown: a text that does not match.
    mutating func extend(with text: String, in walk: HistoryWalk, skipping shown: String? = nil) {
        earlier.append(state)
        state.query += text
        show(find(in: walk, from: match?.index ?? start, skipping: shown), in: walk)
    }

    /// Undoes the last change of the query; false if it is empty.
    mutating func shorten() -> Bool {
        guard let last = earlier.popLast() else { return false }
        state = last
        return true
    }

    /// Goes to the next entry with another text; false if there is none.
    mutating func step(isBackward: Bool, in walk: HistoryWalk) -> Bool {
        self.isBackward = isBackward
        let origin = match.map { $0.index + (isBackward ? -1 : 1) } ?? start
        let shown = match.map { walk.text(at: $0.index) }
        guard !query.isEmpty, let next = find(in: walk, from: origin, skipping: shown) else {
            state.isAtEnd = !query.isEmpty && match != nil
            state.following = []
            return false
        }
        show(next, in: walk)
        return true
    }

    private mutating func show(_ found: Match?, in walk: HistoryWalk) {
        state.isFailed = found == nil
        state.isAtEnd = false
        state.following = []
        guard let found else { return }
        state.match = found
        var last = found
        while state.following.count < Self.listed,
            let next = find(in: walk, from: last.index + (isBackward ? -1 : 1), skipping: walk.text(at: last.index))
        {
            state.following.append(next)
            last = next
        }
    }

    private func find(in walk: HistoryWalk, from origin: Int, skipping shown: String?) -> Match? {
        let last = walk.entries.count - 1
        var index = isBackward ? min(origin, last) : origin
        while index >= 0 && index <= last {
            let text = walk.text(at: index)
            if text != shown, let range = text.firstRange(of: query) { return Match(index: index, range: range) }
            index += isBackward ? -1 : 1
        }
        return nil
    }
}

extension String {
    /// The UTF-8 range of the first occurrence of a query; case matters if the query has a capital letter.
    func firstRange(of query: String) -> Range<Int>? {
        let countsCase = query.contains { $0.isUppercase }
        if countsCase || query.utf8.allSatisfy({ $0 < 0x80 }) {
            return firstRange(ofBytes: Array(query.utf8), countsCase: countsCase)
        }
        var offsets = [0]
        var scalars: [String] = []
        for scalar in unicodeScalars {
            scalars.append(scalar.properties.lowercaseMapping)
            offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar))
        }
        let wanted = query.unicodeScalars.map { $0.properties.lowercaseMapping }
        return scalars.firstRange(of: wanted).map { offsets[$0.lowerBound]..<offsets[$0.upperBound] }
    }

    /// Compares bytes in place: a long history is searched with every key.
    private func firstRange(ofBytes wanted: [UInt8], countsCase: Bool) -> Range<Int>? {
        let fold: (UInt8) -> UInt8 = { !countsCase && (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        var text = self
        return text.withUTF8 { bytes in
            guard let first = wanted.first, wanted.count <= bytes.count else { return nil }
            for start in 0...(bytes.count - wanted.count) where fold(bytes[start]) == first {
                if (1..<wanted.count).allSatisfy({ fold(bytes[start + $0]) == wanted[$0] }) {
                    return start..<(start + wanted.count)
                }
            }
            return nil
        }
    }
}
