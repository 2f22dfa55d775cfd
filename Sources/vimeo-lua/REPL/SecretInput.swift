internal import LuaKit

/// Finds inputs that contain a secret, which are not stored in the history.
enum SecretInput {
    private static let names: Set<String> = [
        "token", "access_token", "secret", "client_secret", "key", "password", "authorization", "code",
    ]
    /// The function whose argument is a secret.
    private static let exchange = "exchange_code"
    // Tokens of Vimeo have at least 32 characters.
    private static let shortest = 28

    /// Whether an input contains one of our secrets, a string that looks like a token, or a string for a name that
    /// stands for a secret.
    static func isSecret(_ text: String, secrets: [String]) -> Bool {
        if secrets.contains(where: { $0.count >= 4 && text.contains($0) }) { return true }
        let bytes = Array(text.utf8)
        let tokens = LuaLexer.tokens(of: bytes).filter { $0.kind != .comment && $0.kind != .longComment }
        let words = tokens.map { String(decoding: bytes[$0.range], as: UTF8.self) }
        func word(_ place: Int) -> String { words.indices.contains(place) ? words[place] : "" }
        for (place, token) in tokens.enumerated() where token.kind == .string || token.kind == .longString {
            let content = bytes[token.range].dropFirst().dropLast()
            if looksLikeToken(content) { return true }
            guard !content.isEmpty else { continue }
            // `exchange_code("…")` and `exchange_code "…"`.
            if word(place - 1) == exchange || word(place - 1) == "(" && word(place - 2) == exchange { return true }
            // `token = "…"` and `["token"] = "…"`.
            guard word(place - 1) == "=" else { continue }
            let name = word(place - 2) == "]" ? String(word(place - 3).dropFirst().dropLast()) : word(place - 2)
            if names.contains(name.lowercased()) { return true }
        }
        return false
    }

    /// Long, without blanks or slashes, and with both letters and digits.
    private static func looksLikeToken(_ content: ArraySlice<UInt8>) -> Bool {
        guard content.count >= shortest else { return false }
        var hasLetter = false
        var hasDigit = false
        for byte in content {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): hasLetter = true
            case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "+"): break
            default: return false
            }
        }
        return hasLetter && hasDigit
    }
}
