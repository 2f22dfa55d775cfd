/// An incremental search through the history.
struct HistorySearch {
    struct Match: Equatable {
        /// The entry's place in the history.
        var index: Int
        /// Where the query stands in it.
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

    /// Takes back the last change of the query; false if it is empty.
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
