/// A text in Lua, with what a prompt wants to know about it.
public struct LuaSource: Sendable {
    /// The text.
    public let bytes: [UInt8]
    /// Its tokens, white space left out.
    public let tokens: [LuaToken]

    /// Splits a text into tokens.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        tokens = LuaLexer.tokens(of: bytes)
    }

    /// The reserved words.
    public static let keywords = Set(LuaWord.allCases.filter(\.isKeyword).map(\.rawValue))

    /// Whether a word is reserved.
    public static func isKeyword(_ word: String) -> Bool { keywords.contains(word) }

    /// The text of a token.
    func text(_ token: LuaToken) -> String {
        String(decoding: bytes[token.range], as: UTF8.self)
    }

    /// The tokens that are no comments.
    var code: [LuaToken] {
        tokens.filter { $0.kind != .comment && $0.kind != .longComment }
    }

    /// Whether the last token that is no comment is a semicolon.
    public var endsWithSemicolon: Bool {
        code.last.map { text($0) == ";" } ?? false
    }

    /// Every name that may be a variable: those behind a dot or colon are fields.
    public var names: Set<String> {
        var names: Set<String> = []
        var previous = ""
        for token in code {
            let text = text(token)
            if token.kind == .name, previous != ".", previous != ":" { names.insert(text) }
            previous = token.kind == .symbol ? text : ""
        }
        return names
    }
}
