/// Something that a search finds.
struct HelpEntry: Equatable, Sendable {
    let name: String
    /// One line.
    let summary: String
    let text: String
    /// Names that it is about, such as the fields a request sets.
    var subjects: [String] = []
}

/// Finds help by words.
enum HelpSearch {
    /// The entries that have all the words, upper and lower case alike: first those that are named or about them, then those
    /// with them in the name, in the summary, in the text.
    ///
    /// Entries of the same rank stay in their order. Words of the API stand for those that people use, and the other way
    /// round. Without words nothing is found.
    static func search(_ words: String, in entries: [HelpEntry]) -> [HelpEntry] {
        let words = words.lowercased().split { $0.isWhitespace }.map { alternatives(to: String($0)) }
        guard !words.isEmpty else { return [] }
        var ranked: [[HelpEntry]] = []
        for entry in entries {
            guard let rank = rank(of: words, in: entry) else { continue }
            while ranked.count <= rank { ranked.append([]) }
            ranked[rank].append(entry)
        }
        return ranked.flatMap { $0 }
    }

    /// 0 for a name that is the only word, then the more the less the entry is about the words.
    private static func rank(of words: [[[UInt8]]], in entry: HelpEntry) -> Int? {
        let name = Array(entry.name.lowercased().utf8)
        if words.count == 1, words[0].contains(name) { return 0 }
        let subjects = parts(of: name) + entry.subjects.map { Array($0.utf8) }
        let fields = [name, Array(entry.summary.lowercased().utf8), Array(entry.text.lowercased().utf8)]
        var sum = 1
        for word in words {
            if subjects.contains(where: { word.contains($0) }) { continue }
            guard let place = fields.firstIndex(where: { field in word.contains { field.contains($0) } }) else {
                return nil
            }
            sum += place + 1
        }
        return sum
    }

    /// The last part of a name, and the words it consists of: of `/videos/{video_id}/texttracks` and
    /// `vimeo.upload_texttrack` the last one.
    private static func parts(of name: [UInt8]) -> [[UInt8]] {
        let separators = Array(" ./:".utf8)
        guard let last = name.split(whereSeparator: { separators.contains($0) }).last.map(Array.init) else { return [] }
        return [last] + last.split(separator: UInt8(ascii: "_")).map(Array.init)
    }

    /// A word without the ending of its plural, in full, and the words that mean the same.
    private static func alternatives(to word: String) -> [[UInt8]] {
        var words = [word]
        for (people, segment) in OperationTable.synonyms {
            if singular(people) == singular(word) { words.append(segment) }
            if singular(segment) == singular(word) { words.append(people) }
        }
        return words.flatMap { [$0, singular($0)] }.map { Array($0.utf8) }
    }

    private static func singular(_ word: String) -> String {
        word.utf8.count > 3 && word.hasSuffix("s") ? String(word.dropLast()) : word
    }
}
