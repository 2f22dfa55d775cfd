/// The earlier inputs with the draft below them, and the place among them.
struct HistoryWalk {
    /// Oldest first.
    let entries: [String]
    /// The place of the draft is after the last entry.
    private(set) var position: Int
    private var left: [Int: Document] = [:]
    /// What the draft began with when the walk left it; the arrows show only entries that begin with it too.
    var prefix = ""

    init(_ entries: [String]) {
        self.entries = entries
        position = entries.count
    }

    /// An entry with what was done to it during the walk.
    func text(at index: Int) -> String {
        left[index]?.buffer.text ?? entries[index]
    }

    /// The next place in a direction that begins with the prefix and has another text; out of range if there is none.
    func match(by step: Int) -> Int {
        var index = position + step
        guard !prefix.allSatisfy(\.isWhitespace) else { return index }
        let present = position < entries.count ? text(at: position) : prefix
        while entries.indices.contains(index) {
            let text = text(at: index)
            if text.utf8.starts(with: prefix.utf8), text != present { break }
            index += step
        }
        return index
    }

    /// Records the text at the current place, so that a search finds it.
    mutating func remember(_ document: Document) {
        left[position] = document
    }

    /// Moves to another place; edits of an entry are kept until the walk returns to it.
    mutating func go(to index: Int, leaving document: Document) -> Document {
        if position == entries.count || !document.undoLog.done.isEmpty || !document.undoLog.undone.isEmpty {
            left[position] = document
        }
        position = index
        return left.removeValue(forKey: index) ?? Document(entries[index])
    }
}

/// Finds the newest entry of the history that begins with the text.
///
/// While the text only grows at its end, the search continues where it stopped: what did not match then cannot match
/// now.
struct GhostText {
    /// Entries from here on are known not to match; nil if nothing is known.
    private var limit: Int?

    /// Forgets what is known, after any other change than growth at the end.
    mutating func reset() {
        limit = nil
    }

    /// The rest of the entry after the text; nil if no entry begins with it.
    mutating func rest(of text: String, in entries: [String]) -> String? {
        var index = (limit ?? entries.count) - 1
        while index >= 0 && !isLonger(entries[index], than: text) { index -= 1 }
        limit = index + 1
        guard index >= 0 else { return nil }
        let entry = entries[index]
        let end = entry.utf8.index(entry.startIndex, offsetBy: text.utf8.count)
        return String.Index(end, within: entry) == nil ? nil : String(entry[end...])
    }

    private func isLonger(_ entry: String, than text: String) -> Bool {
        entry.utf8.count > text.utf8.count && entry.utf8.starts(with: text.utf8)
    }
}
