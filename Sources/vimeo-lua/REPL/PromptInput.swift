internal import LuaKit

/// What a text at the prompt is.
enum PromptInput: Equatable {
    case empty
    /// `:name argument`, without the colon.
    case command(String)
    /// `name?`, or `name??` which asks for the source; keywords are in quotes, as topics.
    case question(String, asksForSource: Bool)
    case lua

    init(_ text: String) {
        let trimmed = text.trimmingBlanks
        if trimmed.isEmpty {
            self = .empty
        } else if trimmed.hasPrefix(":"), !trimmed.hasPrefix("::") {
            self = .command(String(trimmed.dropFirst()))
        } else if let name = Self.question(trimmed) {
            self = .question(name, asksForSource: trimmed.hasSuffix("??") && !name.isEmpty)
        } else {
            self = .lua
        }
    }

    /// The name in `name?`, `?name` and `name??`; nil for other inputs.
    private static func question(_ text: String) -> String? {
        guard text.hasSuffix("?"), !text.contains("\n") else { return nil }
        let name = text.drop { $0 == "?" }.prefix { $0 != "?" }
        let rest = text.drop { $0 == "?" }.dropFirst(name.count)
        guard rest.allSatisfy({ $0 == "?" }), !name.isEmpty || text == "?" else { return nil }
        guard name.allSatisfy({ $0.isLetter || $0.isNumber || "_.:".contains($0) }) else { return nil }
        return LuaSource.isKeyword(String(name)) ? "\"\(name)\"" : String(name.replacing(":", with: "."))
    }
}

extension String {
    /// Without blanks and line ends at both sides.
    var trimmingBlanks: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
