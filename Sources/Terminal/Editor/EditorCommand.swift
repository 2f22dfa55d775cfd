/// What a key asks the editor to do.
enum EditorCommand: Equatable {
    enum Motion {
        case left, right, up, down
        case lineStart, lineEnd
        case wordLeft, wordRight
        case bufferStart, bufferEnd
        case olderEntry, newerEntry
        case pageUp, pageDown
    }

    enum Kill {
        case toLineEnd, toLineStart
        /// Back to the last blank.
        case runBackward
        case wordForward, wordBackward
    }

    enum Change {
        case transposeCharacters, transposeWords
        case uppercase, lowercase, capitalize
    }

    case insert(Character)
    case paste(String)
    case enter
    case newLine
    case tab
    case backTab
    case backspace
    case deleteForward
    case deleteForwardOrEnd
    case move(Motion)
    case kill(Kill)
    case change(Change)
    case yank
    case yankPop
    case undo
    case redo
    case redraw
    case suspend
    case interrupt
    case openEditor
    /// The first key of a pair, ^X.
    case prefix
    /// The next key is inserted as it is.
    case quote
    /// A digit of the number that says how often the next key acts.
    case digit(Int)
    /// Inserts the last argument of an earlier input.
    case lastArgument
    case cancel
    case search(isBackward: Bool)

    init?(_ key: Key) {
        let command: EditorCommand? =
            switch (key.code, key.modifiers.subtracting(.shift)) {
            case (.character(let character), []): .insert(character)
            case (.character(let letter), .control): Self.control[letter]
            case (.character(let letter), .alt):
                Self.digit(letter).map { .digit($0) } ?? Self.alt[letter.lowercased()]
            case (.paste(let text), _): .paste(text)
            case (.enter, []): key.modifiers.contains(.shift) ? .newLine : .enter
            case (.enter, _): .newLine
            case (.tab, []): key.modifiers.contains(.shift) ? .backTab : .tab
            case (.backspace, []): .backspace
            case (.backspace, .alt), (.backspace, .control): .kill(.wordBackward)
            case (.delete, []): .deleteForward
            case (.delete, .alt), (.delete, .control): .kill(.wordForward)
            case (.escape, []): .cancel
            case (.left, .alt), (.left, .control): .move(.wordLeft)
            case (.right, .alt), (.right, .control): .move(.wordRight)
            case (.home, .control): .move(.bufferStart)
            case (.end, .control): .move(.bufferEnd)
            case (.up, []): .move(.up)
            case (.down, []): .move(.down)
            case (.left, []): .move(.left)
            case (.right, []): .move(.right)
            case (.home, []): .move(.lineStart)
            case (.end, []): .move(.lineEnd)
            case (.pageUp, []): .move(.pageUp)
            case (.pageDown, []): .move(.pageDown)
            default: nil
            }
        guard let command else { return nil }
        self = command
    }

    static func digit(_ character: Character) -> Int? {
        character.isASCII ? character.wholeNumberValue : nil
    }

    private static let control: [Character: EditorCommand] = [
        "a": .move(.lineStart), "b": .move(.left), "c": .interrupt, "d": .deleteForwardOrEnd, "e": .move(.lineEnd),
        "f": .move(.right), "g": .cancel, "h": .backspace, "i": .tab, "j": .enter, "k": .kill(.toLineEnd),
        "l": .redraw, "m": .enter, "n": .move(.down), "p": .move(.up), "r": .search(isBackward: true),
        "s": .search(isBackward: false), "t": .change(.transposeCharacters), "u": .kill(.toLineStart),
        "v": .quote,
        "w": .kill(.runBackward), "x": .prefix, "y": .yank, "z": .suspend, "_": .undo, "/": .undo, "[": .cancel,
    ]

    private static let alt: [String: EditorCommand] = [
        "b": .move(.wordLeft), "c": .change(.capitalize), "d": .kill(.wordForward), "e": .openEditor,
        "f": .move(.wordRight), "l": .change(.lowercase), "n": .move(.newerEntry), "p": .move(.olderEntry),
        "t": .change(.transposeWords), "u": .change(.uppercase), "y": .yankPop, "<": .move(.bufferStart),
        ">": .move(.bufferEnd), "_": .redo, "/": .redo, ".": .lastArgument,
    ]
}
