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

    /// Replaces a range and moves the cursor after the new text.
    ///
    /// With `joinsLast` one undo reverts this edit and the one before, and the cursor stays where it is if it is
    /// further on.
    mutating func edit(_ range: Range<Int>, with new: String, joinsLast: Bool = false) {
        let edit = UndoLog.Edit(offset: range.lowerBound, removed: buffer.substring(range), inserted: new)
        undoLog.record(edit, cursor: buffer.cursor, joinsLast: joinsLast)
        buffer.replace(range, with: new, keepsCursor: joinsLast && range.upperBound < buffer.cursor)
    }

    /// Makes one step of all from a number on.
    mutating func joinSteps(from first: Int) {
        undoLog.joinSteps(from: first)
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

/// The changes of a text, in steps that can be undone and redone.
struct UndoLog {
    struct Edit {
        var offset: Int
        var removed: String
        var inserted: String
    }

    struct Step {
        var edits: [Edit]
        var cursorBefore: Int
    }

    private(set) var done: [Step] = []
    private(set) var undone: [Step] = []

    /// Notes an edit, in a step of its own or as a part of the last one.
    mutating func record(_ edit: Edit, cursor: Int, joinsLast: Bool) {
        undone = []
        guard joinsLast && !done.isEmpty else {
            return done.append(Step(edits: [edit], cursorBefore: cursor))
        }
        let step = done.count - 1
        let last = done[step].edits.count - 1
        let end = done[step].edits[last].offset + done[step].edits[last].inserted.utf8.count
        if edit.removed.isEmpty && end == edit.offset {
            done[step].edits[last].inserted += edit.inserted
        } else {
            done[step].edits.append(edit)
        }
    }

    mutating func joinSteps(from first: Int) {
        guard done.count > first + 1 else { return }
        let joined = Step(edits: done[first...].flatMap(\.edits), cursorBefore: done[first].cursorBefore)
        done.replaceSubrange(first..., with: [joined])
    }

    mutating func takeBack() -> Step? {
        guard let step = done.popLast() else { return nil }
        undone.append(step)
        return step
    }

    mutating func makeAgain() -> Step? {
        guard let step = undone.popLast() else { return nil }
        done.append(step)
        return step
    }
}
