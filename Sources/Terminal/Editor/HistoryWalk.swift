/// The earlier inputs with the draft below them, and the place among them.
struct HistoryWalk {
    /// Oldest first.
    let entries: [String]
    /// The draft's place is behind the last entry.
    private(set) var position: Int
    private var left: [Int: Document] = [:]

    init(_ entries: [String]) {
        self.entries = entries
        position = entries.count
    }

    /// An entry with what was done to it during the walk.
    func text(at index: Int) -> String {
        left[index]?.buffer.text ?? entries[index]
    }

    /// Notes what stands at the present place, so that a search finds it.
    mutating func remember(_ document: Document) {
        left[position] = document
    }

    /// Goes to another place; what is left there is found again on the way back.
    mutating func go(to index: Int, leaving document: Document) -> Document {
        if position == entries.count || !document.undoLog.done.isEmpty || !document.undoLog.undone.isEmpty {
            left[position] = document
        }
        position = index
        return left.removeValue(forKey: index) ?? Document(entries[index])
    }
}
