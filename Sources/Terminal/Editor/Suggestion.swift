/// Finds the newest entry of the history that begins with the text.
///
/// While the text only grows at its end the search goes on where it stopped, for what did not match then cannot match now.
struct Suggestion {
    /// Entries from here on are known not to match; nil if nothing is known.
    private var limit: Int?

    /// Forgets what is known, after any other change than growth at the end.
    mutating func reset() {
        limit = nil
    }

    /// What the entry has behind the text; nil if none begins with it.
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
