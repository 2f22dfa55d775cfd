/// What a key asks the editor to do.
enum Command: Equatable {
    case insert(Character)
    case paste(String)
    case enter
    case newLine
    case tab
    case backTab
    case backspace
    case deleteForward
    case deleteForwardOrEnd
    case left
    case right
    case up
    case down
    case lineStart
    case lineEnd
    case wordLeft
    case wordRight
    case bufferStart
    case bufferEnd
    case olderEntry
    case newerEntry
    case killToLineEnd
    case killToLineStart
    case killRunBackward
    case killWordForward
    case killWordBackward
    case yank
    case yankPop
    case transposeCharacters
    case transposeWords
    case uppercaseWord
    case lowercaseWord
    case capitalizeWord
    case undo
    case redo
    case redraw
    case suspend
    case interrupt
    case openEditor
    /// The first key of a pair, ^X.
    case prefix
    case cancel
    case searchBackward
    case searchForward
}
