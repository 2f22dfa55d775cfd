/// Something that a search finds.
struct HelpEntry: Equatable, Sendable {
    let name: String
    /// One line.
    let summary: String
    let text: String
}

/// Finds help by words.
enum HelpSearch {
    /// The entries that have all the words, upper and lower case alike: first those with them in the name, then in the
    /// summary, then in the text.
    ///
    /// Entries of the same rank stay in their order. Without words nothing is found.
    static func search(_ words: String, in entries: [HelpEntry]) -> [HelpEntry] {
        let words = words.lowercased().split { $0.isWhitespace }.map { Array($0.utf8) }
        guard !words.isEmpty else { return [] }
        var ranked: [[HelpEntry]] = []
        for entry in entries {
            let fields = [entry.name, entry.summary, entry.text].map { Array($0.lowercased().utf8) }
            guard let rank = rank(of: words, in: fields) else { continue }
            while ranked.count <= rank { ranked.append([]) }
            ranked[rank].append(entry)
        }
        return ranked.flatMap { $0 }
    }

    /// 0 for a name that is the only word, then the more the later the fields are in which the words are found.
    private static func rank(of words: [[UInt8]], in fields: [[UInt8]]) -> Int? {
        if words == [fields[0]] { return 0 }
        var sum = 1
        for word in words {
            guard let place = fields.firstIndex(where: { $0.contains(word) }) else { return nil }
            sum += place
        }
        return sum
    }
}
