import Terminal

/// Keys in a short notation: text is typed, `<C-k>`, `<A-f>`, `<left>`, `<C-left>` are keys, `<paste:…>` is a paste,
/// `<lt>` the less-than sign; a newline in a paste is `\n`.
struct KeyNotation {
    static func keys(_ text: String) -> [Key] {
        var keys: [Key] = []
        var rest = text[...]
        while let first = rest.popFirst() {
            if first == "<", let end = rest.firstIndex(of: ">") {
                // `<A->>` is Alt and the greater-than sign.
                let isGreater = rest[..<end].hasSuffix("-") && rest[rest.index(after: end)...].first == ">"
                let close = isGreater ? rest.index(after: end) : end
                keys.append(key(String(rest[..<close])))
                rest = rest[rest.index(after: close)...]
            } else {
                keys.append(.character(first))
            }
        }
        return keys
    }

    private static let named: [String: Key.Code] = [
        "enter": .enter, "tab": .tab, "bs": .backspace, "del": .delete, "esc": .escape, "up": .up, "down": .down,
        "left": .left, "right": .right, "home": .home, "end": .end, "pgup": .pageUp, "pgdn": .pageDown,
        "lt": .character("<"),
    ]

    private static func key(_ name: String) -> Key {
        // A combining mark joins the colon before it.
        if name.utf8.starts(with: "paste:".utf8) {
            return Key(.paste(String(decoding: name.utf8.dropFirst(6), as: UTF8.self)))
        }
        var name = name[...]
        var modifiers: Key.Modifiers = []
        while name.count > 2, name.dropFirst().first == "-" {
            switch name.first {
            case "C": modifiers.insert(.control)
            case "A": modifiers.insert(.alt)
            default: modifiers.insert(.shift)
            }
            name = name.dropFirst(2)
        }
        return Key(named[String(name)] ?? .character(name.first ?? "?"), modifiers)
    }
}
