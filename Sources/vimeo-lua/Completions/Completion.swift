/// What can stand at a place of a command line.
struct Completion: Equatable, Sendable {
    struct Word: Equatable, Sendable {
        let text: String
        /// One line about it; empty where it needs none.
        var detail = ""
    }

    enum Files: Equatable, Sendable {
        case any
        case folders
    }

    var words: [Word] = []
    /// What the shell itself completes.
    var files: Files?

    static func words(_ words: [String]) -> Completion {
        Completion(words: words.map { Word(text: $0) })
    }

    /// Those that begin so.
    func starting(_ typed: String, after head: String = "") -> Completion {
        let found = words.filter { $0.text.utf8.starts(with: typed.utf8) }
        return Completion(words: found.map { Word(text: head + $0.text, detail: $0.detail) }, files: files)
    }
}

/// The options and arguments that a command line takes.
struct CommandWords: Sendable {
    struct Option: Sendable {
        /// With its dashes.
        let name: String
        let detail: String
        /// What its value can be; nil for a flag.
        var value: Completion?
        /// Whether a value stands only behind `=`.
        var isJoined = false
    }

    var options: [Option]
    /// What the arguments can be, in their order.
    var arguments: [Completion]
    /// Whether there may be more of the last one.
    var repeatsLast = false

    /// Whether the next word is the value of this one.
    func takesValue(_ word: String) -> Bool { value(of: word) != nil }

    private func value(of word: String) -> Completion? {
        options.first { $0.name == word && !$0.isJoined }?.value
    }

    /// What the last word can be.
    func completion(of words: [String]) -> Completion {
        let last = words.last ?? ""
        var place = 0
        var hasOptions = true
        var index = 0
        while index < words.count - 1 {
            let word = words[index]
            if hasOptions, word == "--" {
                hasOptions = false
            } else if hasOptions, word.hasPrefix("-"), word.count > 1 {
                if let value = value(of: word) {
                    if index == words.count - 2 { return value.starting(last) }
                    index += 1
                }
            } else {
                place += 1
            }
            index += 1
        }
        if hasOptions, last.hasPrefix("-") { return optionCompletion(of: last) }
        if arguments.indices.contains(place) { return arguments[place].starting(last) }
        if repeatsLast, let more = arguments.last { return more.starting(last) }
        return hasOptions && last.isEmpty ? optionCompletion(of: last) : Completion()
    }

    private func optionCompletion(of word: String) -> Completion {
        if let equals = word.firstIndex(of: "=") {
            let head = word[..<equals]
            guard let value = options.first(where: { $0.name == head })?.value else { return Completion() }
            return value.starting(String(word[word.index(after: equals)...]), after: "\(head)=")
        }
        return Completion(words: options.map { Completion.Word(text: $0.name, detail: $0.detail) }).starting(word)
    }
}
