/// Keys that came from the terminal at once.
///
/// Not every terminal marks pasted text (bracketed paste), so the bytes that wait decide: nobody types text behind an
/// Enter or a Tab so fast that it is read together with it. Such a burst is a paste, of which only an Enter at the end
/// is a key. A burst with other keys is typed, as no terminal pastes them: Enter and Ctrl-C in one packet stop an input.
///
/// What was typed while no line was read is not a burst: shells take each of its lines as an input of its own, and so
/// does this editor.
struct KeyBurst {
    /// How long to wait for the rest of a paste that comes in pieces.
    static let pauseMilliseconds: Int32 = 20

    private(set) var keys: [Key] = []
    private var isPlain = true
    private var hasBreak = false

    mutating func add(_ new: [Key]) {
        for key in new {
            isPlain = isPlain && (key.text != nil || key.isBreak)
            hasBreak = hasBreak || key.isBreak
        }
        keys += new
    }

    /// Whether the rest of a paste may follow; a single key is handled at once.
    var mayContinue: Bool { isPlain && hasBreak && keys.count > 1 }

    /// The keys, a paste as one of them.
    var joined: [Key] {
        guard mayContinue, let last = keys.lastIndex(where: { $0.text != nil }),
            keys[..<last].contains(where: \.isBreak)
        else { return keys }
        let text = keys[...last].map { $0.text.map(String.init) ?? ($0.code == .tab ? "\t" : "\n") }.joined()
        return [Key(.paste(text))] + keys[(last + 1)...]
    }
}

extension Key {
    /// The character that the key types.
    var text: Character? {
        if case .character(let character) = code, modifiers.isEmpty { character } else { nil }
    }

    var isPaste: Bool {
        if case .paste = code { true } else { false }
    }

    /// Whether it is an Enter or a Tab alone.
    fileprivate var isBreak: Bool { modifiers.isEmpty && (code == .enter || code == .tab) }

    /// What the key inserts after Ctrl-V: the control character that terminals send for it.
    var quoted: String? {
        let prefix = modifiers.contains(.alt) ? "\u{1B}" : ""
        switch code {
        case .paste(let text): return text
        case .enter: return prefix + "\n"
        case .tab: return prefix + "\t"
        case .escape: return prefix + "\u{1B}"
        case .backspace: return prefix + "\u{7F}"
        case .character(let character):
            guard modifiers.contains(.control) else { return prefix + String(character) }
            return character.asciiValue.map { prefix + String(Unicode.Scalar($0 == 0x20 ? 0 : $0 & 0x1F)) }
        case .delete, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown: return nil
        }
    }
}
