/// Follows the blocks and brackets of a text from token to token.
struct LuaBlocks {
    /// Something that has been opened.
    struct Opening {
        let token: LuaToken
        let text: String
        /// Whether the block is a function's body.
        var isFunction: Bool { text == "function" }
    }

    private(set) var open: [Opening] = []
    /// Whether a `while` or `for` waits for its `do`.
    private var loopsWithoutDo = 0

    /// What a token did.
    enum Effect {
        case none
        case opened
        case closed(Opening)
        /// It closes something that was not opened.
        case unmatched
    }

    private static let closers = [")": "(", "]": "[", "}": "{"]

    /// Takes the next token that is no comment.
    mutating func take(_ token: LuaToken, _ text: String) -> Effect {
        switch token.kind {
        case .keyword: return takeKeyword(token, text)
        case .symbol:
            if ["(", "[", "{"].contains(text) { return push(token, text) }
            guard let opener = Self.closers[text] else { return .none }
            guard open.last?.text == opener else { return .unmatched }
            return .closed(open.removeLast())
        default: return .none
        }
    }

    private mutating func takeKeyword(_ token: LuaToken, _ text: String) -> Effect {
        switch text {
        case "function", "if", "repeat": return push(token, text)
        case "while", "for":
            // The block begins here: what stands before its `do` belongs to it.
            loopsWithoutDo += 1
            return push(token, text)
        case "do":
            if loopsWithoutDo > 0, let last = open.last, last.text == "while" || last.text == "for" {
                loopsWithoutDo -= 1
                return .none
            }
            return push(token, text)
        case "end":
            guard let last = open.last, ["function", "if", "while", "for", "do"].contains(last.text) else {
                return .unmatched
            }
            return .closed(open.removeLast())
        case "until":
            guard open.last?.text == "repeat" else { return .unmatched }
            return .closed(open.removeLast())
        default: return .none
        }
    }

    private mutating func push(_ token: LuaToken, _ text: String) -> Effect {
        open.append(Opening(token: token, text: text))
        return .opened
    }
}
