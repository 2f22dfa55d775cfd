extension Command {
    /// What a key means; nil if nothing.
    init?(_ key: Key) {
        switch (key.code, key.modifiers.subtracting(.shift)) {
        case (.character(let character), []): self = .insert(character)
        case (.character(let letter), .control):
            guard let command = Command.control[letter] else { return nil }
            self = command
        case (.character(let letter), .alt):
            guard let command = Command.alt[letter.lowercased()] else { return nil }
            self = command
        case (.paste(let text), _): self = .paste(text)
        case (.enter, []): self = key.modifiers.contains(.shift) ? .newLine : .enter
        case (.enter, _): self = .newLine
        case (.tab, []): self = key.modifiers.contains(.shift) ? .backTab : .tab
        case (.backspace, []): self = .backspace
        case (.backspace, .alt), (.backspace, .control): self = .killWordBackward
        case (.delete, []): self = .deleteForward
        case (.delete, .alt), (.delete, .control): self = .killWordForward
        case (.left, .alt), (.left, .control): self = .wordLeft
        case (.right, .alt), (.right, .control): self = .wordRight
        case (.home, .control): self = .bufferStart
        case (.end, .control): self = .bufferEnd
        case (let code, []):
            guard let command = Command.plain(code) else { return nil }
            self = command
        default: return nil
        }
    }

    private static func plain(_ code: Key.Code) -> Command? {
        switch code {
        case .escape: .cancel
        case .up: .up
        case .down: .down
        case .left: .left
        case .right: .right
        case .home: .lineStart
        case .end: .lineEnd
        case .pageUp: .olderEntry
        case .pageDown: .newerEntry
        default: nil
        }
    }

    private static let control: [Character: Command] = [
        "a": .lineStart, "b": .left, "c": .interrupt, "d": .deleteForwardOrEnd, "e": .lineEnd, "f": .right,
        "g": .cancel, "h": .backspace, "i": .tab, "j": .enter, "k": .killToLineEnd, "l": .redraw, "m": .enter,
        "n": .down, "p": .up, "r": .searchBackward, "s": .searchForward, "t": .transposeCharacters,
        "u": .killToLineStart, "w": .killRunBackward, "x": .prefix, "y": .yank, "z": .suspend, "_": .undo,
        "/": .undo, "[": .cancel,
    ]

    private static let alt: [String: Command] = [
        "b": .wordLeft, "c": .capitalizeWord, "d": .killWordForward, "e": .openEditor, "f": .wordRight,
        "l": .lowercaseWord, "n": .newerEntry, "p": .olderEntry, "t": .transposeWords, "u": .uppercaseWord,
        "y": .yankPop, "<": .bufferStart, ">": .bufferEnd, "_": .redo, "/": .redo,
    ]
}
