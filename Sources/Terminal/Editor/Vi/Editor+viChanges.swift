extension Editor {
    /// Deletes, changes, yanks or indents what a command covers.
    mutating func operate(_ operation: Character, on span: ViSpan, register: Character? = nil) {
        let buffer = document.buffer
        let text = buffer.substring(span.range)
        if operation == "<" || operation == ">" { return indent(span.range, isDeeper: operation == ">") }
        memory.vi.store(ViRegister(text: text, isLines: span.isLines), in: register)
        memory.killRing.add(text, isForward: true, joinsLast: false)
        switch operation {
        case "y":
            if !span.isLines { document.moveCursor(to: span.range.lowerBound) }
        case "c" where span.isLines:
            // The line stays, with its indentation.
            let blanks = buffer.leadingBlanks(of: buffer.range(ofLine: buffer.line(at: span.range.lowerBound)))
            edit(min(blanks.upperBound, span.range.upperBound)..<span.range.upperBound, with: "")
        case "d" where span.isLines:
            let isLast = span.range.upperBound == buffer.count
            let start = isLast && span.range.lowerBound > 0 ? span.range.lowerBound - 1 : span.range.lowerBound
            edit(start..<(isLast ? buffer.count : span.range.upperBound + 1), with: "")
            moveToFirstCharacter()
        default: edit(span.range, with: "")
        }
    }

    private mutating func indent(_ range: Range<Int>, isDeeper: Bool) {
        let first = document.buffer.line(at: range.lowerBound)
        let last = document.buffer.line(at: max(range.lowerBound, range.upperBound - 1))
        for number in first...last {
            let line = document.buffer.range(ofLine: number)
            let blanks = document.buffer.leadingBlanks(of: line).count
            let start = line.lowerBound
            if isDeeper, !line.isEmpty {
                edit(start..<start, with: String(repeating: " ", count: Editor.indentationWidth))
            } else if !isDeeper {
                edit(start..<(start + min(blanks, Editor.indentationWidth)), with: "")
            }
        }
        document.moveCursor(to: document.buffer.range(ofLine: first).lowerBound)
        moveToFirstCharacter()
    }

    mutating func moveToFirstCharacter() {
        document.moveCursor(to: document.buffer.leadingBlanks(of: document.buffer.currentLine).upperBound)
    }

    mutating func moveBehindCharacter() {
        if cursor < document.buffer.currentLine.upperBound {
            document.moveCursor(to: document.buffer.offset(after: cursor))
        }
    }

    /// Inserts a register before or behind the cursor or, if it has lines, above or below.
    mutating func put(_ register: ViRegister, isBehind: Bool, count: Int) -> Outcome {
        guard !register.text.isEmpty || register.isLines else { return .bell }
        // What does not fit into memory is not what anybody means.
        let times = min(count, max(1, (1 << 24) / max(1, register.text.utf8.count)))
        let line = document.buffer.currentLine
        if register.isLines {
            let lines = String(repeating: isBehind ? "\n\(register.text)" : "\(register.text)\n", count: times)
            let place = isBehind ? line.upperBound : line.lowerBound
            edit(place..<place, with: lines)
            document.moveCursor(to: isBehind ? place + 1 : place)
            moveToFirstCharacter()
        } else {
            if isBehind { moveBehindCharacter() }
            edit(cursor..<cursor, with: String(repeating: register.text, count: times))
            document.moveCursor(to: document.buffer.offset(before: cursor))
        }
        return .none
    }

    mutating func toggleCase(_ count: Int) -> Outcome {
        let end = viTarget("l", nil, count: count)?.offset ?? cursor
        guard end > cursor else { return .bell }
        let toggled = document.buffer.substring(cursor..<end).map { character in
            character.isUppercase ? character.lowercased() : character.uppercased()
        }
        edit(cursor..<end, with: toggled.joined())
        return .none
    }

    mutating func replaceCharacters(_ count: Int, with character: Character) -> Outcome {
        let buffer = document.buffer
        let end = (0..<count).reduce(cursor) { place, _ in buffer.offset(after: place) }
        let present = buffer.substring(cursor..<end)
        guard end <= buffer.currentLine.upperBound, present.count == count else { return .bell }
        edit(cursor..<end, with: String(repeating: character, count: count))
        document.moveCursor(to: document.buffer.offset(before: cursor))
        return .none
    }

    /// Joins lines with a blank between them, except before a closing bracket.
    mutating func joinLines(_ count: Int) -> Outcome {
        for done in 0..<max(1, count - 1) {
            let buffer = document.buffer
            let end = buffer.currentLine.upperBound
            guard end < buffer.count else { return done == 0 ? .bell : .none }
            let next = buffer.range(ofLine: buffer.line(at: cursor) + 1)
            let blanks = buffer.leadingBlanks(of: next)
            let rest = buffer.substring(blanks.upperBound..<next.upperBound)
            let line = buffer.substring(buffer.currentLine)
            let isClose = rest.isEmpty || rest.hasPrefix(")") || line.isEmpty || line.last?.isWhitespace == true
            edit(end..<blanks.upperBound, with: isClose ? "" : " ")
            document.moveCursor(to: end)
        }
        return .none
    }
}

/// Insertion, and repeating it.
extension Editor {
    /// Enters insert mode; a command that does is what `.` repeats later.
    mutating func begin(_ command: ViCommand) {
        vi?.isInserting = true
        vi?.firstStep = document.undoLog.done.count
        guard vi?.isRepeating != true else { return }
        vi?.inserting = command
        vi?.keys = []
    }

    mutating func beginInsertion(_ action: Character, _ command: ViCommand) {
        begin(command)
        let line = document.buffer.currentLine
        switch action {
        case "I": moveToFirstCharacter()
        case "a": moveBehindCharacter()
        case "A": document.moveCursor(to: line.upperBound)
        case "o":
            document.moveCursor(to: line.upperBound)
            insertLine()
        case "O":
            edit(line.lowerBound..<line.lowerBound, with: "\n")
            document.moveCursor(to: line.lowerBound)
            let blanks = max(0, analysis().indentation(ofLineAt: cursor))
            if blanks > 0 { edit(cursor..<cursor, with: String(repeating: " ", count: blanks)) }
        default: break
        }
    }

    /// Leaves insert mode: what was inserted is one step to undo, and is repeated as often as the command said.
    mutating func leaveInsertion() {
        guard let state = vi else { return }
        vi?.isInserting = false
        lastAction = .other
        if !state.isRepeating {
            if let command = state.inserting {
                memory.vi.change = (command, state.keys)
                if case .action(let action, _) = command.target, "iIaA".contains(action) {
                    insert(state.keys, times: (command.count ?? 1) - 1)
                }
            }
            vi?.inserting = nil
            vi?.keys = []
        }
        document.joinSteps(from: state.firstStep)
        if cursor > document.buffer.currentLine.lowerBound {
            document.moveCursor(to: document.buffer.offset(before: cursor))
        }
    }

    /// Types keys again in insert mode.
    private mutating func insert(_ keys: [Key], times: Int) {
        let wasInserting = vi?.isInserting == true
        let wasRepeating = vi?.isRepeating == true
        vi?.isInserting = true
        vi?.isRepeating = true
        for _ in 0..<max(0, times) {
            for key in keys { _ = perform(key, hasMoreInput: false) }
        }
        vi?.isInserting = wasInserting
        vi?.isRepeating = wasRepeating
    }

    /// Does the last change again, with another count if one is given.
    mutating func repeatChange(count: Int?) -> Outcome {
        guard let change = memory.vi.change, vi?.isRepeating != true else { return .bell }
        var command = change.command
        if let count { command.count = count }
        let steps = document.undoLog.done.count
        vi?.isRepeating = true
        defer { vi?.isRepeating = false }
        let outcome = perform(command)
        if vi?.isInserting == true {
            var times = 1
            if case .action(let action, _) = command.target, "iIaA".contains(action) { times = command.count ?? 1 }
            insert(change.keys, times: times)
            leaveInsertion()
        }
        document.joinSteps(from: steps)
        return outcome
    }
}
