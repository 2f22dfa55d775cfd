internal import LuaKit

/// Finds inputs that hold a secret: they are kept out of the history.
enum SecretInput {
    private static let names: Set<String> = [
        "token", "access_token", "secret", "client_secret", "key", "password", "authorization", "code",
    ]
    // Tokens of Vimeo have 32 and more of these.
    private static let shortest = 28

    /// Whether an input holds one of our secrets, a text that looks like a token, or a value for a name that says so.
    static func isSecret(_ text: String, secrets: [String]) -> Bool {
        if secrets.contains(where: { $0.count >= 4 && text.contains($0) }) { return true }
        let bytes = Array(text.utf8)
        let tokens = LuaLexer.tokens(of: bytes).filter { $0.kind != .comment && $0.kind != .longComment }
        for (place, token) in tokens.enumerated() where token.kind == .string || token.kind == .longString {
            let content = bytes[token.range].dropFirst().dropLast()
            if looksLikeToken(content) { return true }
            guard place >= 2, content.count > 0, bytes[tokens[place - 1].range] == [UInt8(ascii: "=")] else { continue }
            let name = String(decoding: bytes[tokens[place - 2].range], as: UTF8.self).lowercased()
            if names.contains(name) { return true }
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
