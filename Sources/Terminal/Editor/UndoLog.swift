/// The changes of a text, in steps that can be taken back and made again.
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
