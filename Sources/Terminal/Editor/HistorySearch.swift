/// An incremental search through the history.
struct HistorySearch {
    struct Match: Equatable {
        /// The entry's place in the history.
        var index: Int
        /// The place of the query in it.
        var range: Range<Int>
    }

    /// What one more typed character changed.
    private struct State {
        var query = ""
        /// The last match found; it stays on the screen while nothing matches the longer query.
        var match: Match?
        var isFailed = false
    }

    private var states = [State()]
    private var isBackward: Bool
    private let start: Int

    /// A search that begins at a place of the history.
    init(from start: Int, isBackward: Bool) {
        self.start = start
        self.isBackward = isBackward
    }

    var query: String { states[states.count - 1].query }
    var match: Match? { states[states.count - 1].match }
    var isFailed: Bool { states[states.count - 1].isFailed }

    /// Makes the query longer.
    mutating func extend(with text: String, in walk: HistoryWalk) {
        var state = states[states.count - 1]
        state.query += text
        let origin = state.match?.index ?? start
        if let match = find(state.query, in: walk, from: origin, skipping: nil) {
            state.match = match
            state.isFailed = false
        } else {
            state.isFailed = true
        }
        states.append(state)
    }

    /// Undoes the last change of the query; false if it is empty.
    mutating func shorten() -> Bool {
        guard states.count > 1 else { return false }
        states.removeLast()
        return true
    }

    /// Goes to the next entry with another text; false if there is none.
    mutating func step(isBackward: Bool, in walk: HistoryWalk) -> Bool {
        self.isBackward = isBackward
        let state = states[states.count - 1]
        let origin = state.match.map { $0.index + (isBackward ? -1 : 1) } ?? start
        let shown = state.match.map { walk.text(at: $0.index) }
        guard !query.isEmpty, let match = find(query, in: walk, from: origin, skipping: shown) else { return false }
        states[states.count - 1].match = match
        states[states.count - 1].isFailed = false
        return true
    }

    private func find(_ query: String, in walk: HistoryWalk, from origin: Int, skipping shown: String?) -> Match? {
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
        return String.firstRange(of: wanted, in: scalars).map { offsets[$0.lowerBound]..<offsets[$0.upperBound] }
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

    private static func firstRange<Element: Equatable>(of wanted: [Element], in all: [Element]) -> Range<Int>? {
        guard let first = wanted.first, wanted.count <= all.count else { return nil }
        for start in 0...(all.count - wanted.count) where all[start] == first {
            if (1..<wanted.count).allSatisfy({ all[start + $0] == wanted[$0] }) {
                return start..<(start + wanted.count)
            }
        }
        return nil
    }
}
