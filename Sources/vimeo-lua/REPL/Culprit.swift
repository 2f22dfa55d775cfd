internal import LuaKit

/// Finds the word of a source line that a message of Lua is about: the variable, field or token it quotes at its end.
struct Culprit {
    /// What stands in the line: each token as text, with the place of its bytes.
    private let tokens: [(text: String, range: Range<Int>)]
    private let line: String

    init(in line: String) {
        self.line = line
        let bytes = Array(line.utf8)
        tokens = LuaLexer.tokens(of: bytes).map { (String(decoding: bytes[$0.range], as: UTF8.self), $0.range) }
    }

    /// The bytes of the word that an error while running is about.
    func range(for message: String) -> Range<Int>? {
        guard let name = Self.name(in: message) else { return nil }
        let best = tokens.indices.filter { names($0, name) }
            .map { (index: $0, score: score($0, for: message)) }
            .max { ($0.score, $1.index) < ($1.score, $0.index) }
        return best.map { tokens[$0.index].range } ?? firstRange(of: name)
    }

    /// The bytes of the token at which the text stops being Lua; `isFault` says whether the text up to a place fails too.
    func range(forSyntax message: String, isFault: (Int) -> Bool) -> Range<Int>? {
        guard let name = Self.name(in: message) else { return nil }
        let places = tokens.filter { $0.text == name }.map(\.range)
        return places.first { places.count == 1 || isFault($0.upperBound) } ?? places.first ?? firstRange(of: name)
    }

    private static func name(in message: String) -> String? {
        guard let close = message.lastIndex(of: "'"), let open = message[..<close].lastIndex(of: "'") else {
            return nil
        }
        let name = message[message.index(after: open)..<close]
        return name.isEmpty || name == "?" ? nil : String(name)
    }

    private func firstRange(of name: String) -> Range<Int>? {
        line.firstRange(of: name).map { range in
            let start = line.utf8.distance(from: line.startIndex, to: range.lowerBound)
            return start..<start + name.utf8.count
        }
    }

    /// Also a field that is written as a string: `t["name"]`.
    private func names(_ index: Int, _ name: String) -> Bool {
        let text = tokens[index].text
        return text == name || text == "\"\(name)\"" || text == "'\(name)'"
    }

    private func text(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].text : "" }

    /// How well a place fits what the message says: what is done with the value counts more than what holds it.
    private func score(_ index: Int, for message: String) -> Int {
        var score = 0
        let before = text(index - 1)
        if !["local", "function"].contains(before) { score += 1 }
        let isMember = [".", ":", "["].contains(before)
        if isMember == (message.contains("(field '") || message.contains("(method '")) { score += 2 }
        if isUsed(index, for: message) { score += 4 }
        return score
    }

    /// Whether the value at a place is used as the message says.
    private func isUsed(_ index: Int, for message: String) -> Bool {
        var (first, last) = (index, index)
        if text(first - 1) == "[", text(last + 1) == "]" { (first, last) = (first - 1, last + 1) }
        let after = text(last + 1)
        if message.contains("attempt to index") { return [".", ":", "["].contains(after) }
        if message.contains("attempt to call") { return ["(", "{", "\"", "'", "["].contains(String(after.prefix(1))) }
        // The operand is the whole of `a.b.c`.
        while [".", ":"].contains(text(first - 1)) { first -= 2 }
        let before = text(first - 1)
        if message.contains("get length") { return before == "#" }
        if message.contains("concatenate") { return before == ".." || after == ".." }
        let operators = ["+", "-", "*", "/", "//", "%", "^", "&", "|", "~", "<<", ">>"]
        return operators.contains(before) || operators.contains(after)
    }
}
