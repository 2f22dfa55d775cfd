/// A text with its cursor and all that was done to it.
struct Document {
    private(set) var buffer: TextBuffer
    private(set) var undoLog = UndoLog()

    init(_ text: String = "") {
        buffer = TextBuffer(text)
    }

    mutating func moveCursor(to offset: Int) {
        buffer.moveCursor(to: offset)
    }

    /// Replaces a range; the cursor goes behind the new text.
    ///
    /// With `joinsLast` one undo takes back this edit and the one before, and the cursor stays where it is if it is
    /// further on.
    mutating func edit(_ range: Range<Int>, with new: String, joinsLast: Bool = false) {
        let edit = UndoLog.Edit(offset: range.lowerBound, removed: buffer.substring(range), inserted: new)
        undoLog.record(edit, cursor: buffer.cursor, joinsLast: joinsLast)
        buffer.replace(range, with: new, keepsCursor: joinsLast && range.upperBound < buffer.cursor)
    }

    mutating func undo() -> Bool {
        guard let step = undoLog.takeBack() else { return false }
        for edit in step.edits.reversed() {
            buffer.replace(edit.offset..<(edit.offset + edit.inserted.utf8.count), with: edit.removed)
        }
        buffer.moveCursor(to: step.cursorBefore)
        return true
    }

    mutating func redo() -> Bool {
        guard let step = undoLog.makeAgain() else { return false }
        for (number, edit) in step.edits.enumerated() {
            let range = edit.offset..<(edit.offset + edit.removed.utf8.count)
            let keepsCursor = number > 0 && range.upperBound < buffer.cursor
            buffer.replace(range, with: edit.inserted, keepsCursor: keepsCursor)
        }
        return true
    }
}
