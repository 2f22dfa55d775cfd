extension Editor {
    /// Repeats a command `count` times, and stops early where it can do nothing more.
    mutating func perform(_ command: EditorCommand, count: Int?, hasMoreInput: Bool) -> Outcome {
        guard let count, search == nil, menu == nil else { return perform(command, hasMoreInput: hasMoreInput) }
        switch command {
        case .insert(let character):
            edit(cursor..<cursor, with: String(repeating: character, count: count))
            lastAction = .other
            return .none
        case .move(.up): return moveVertically(by: -count, after: lastAction)
        case .move(.down): return moveVertically(by: count, after: lastAction)
        case .move, .kill, .change, .backspace, .deleteForward, .deleteForwardOrEnd, .undo, .redo, .yank:
            for done in 0..<count {
                let outcome = perform(command, hasMoreInput: false)
                if outcome != .none { return done == 0 ? outcome : .none }
            }
            return .none
        default: return perform(command, hasMoreInput: hasMoreInput)
        }
    }

    mutating func perform(_ command: EditorCommand, hasMoreInput: Bool) -> Outcome {
        if search != nil, let outcome = performInSearch(command) { return outcome }
        if menu != nil, let outcome = performInMenu(command) { return outcome }
        let previous = lastAction
        lastAction = .other
        switch command {
        case .insert(let character): return type(character, after: previous, hasMoreInput: hasMoreInput)
        case .paste(let text):
            if !text.isEmpty { edit(cursor..<cursor, with: TextBuffer.normalized(text)) }
        case .enter: return enter(hasMoreInput: hasMoreInput)
        case .newLine: insertLine()
        case .tab: return hasMoreInput ? type("\t", after: previous, hasMoreInput: true) : complete()
        case .backTab: return .bell
        case .backspace: return deleteBackward()
        case .deleteForward: return deleteForward()
        case .deleteForwardOrEnd: return document.buffer.isEmpty ? .endOfInput : deleteForward()
        case .move(let motion): return move(motion, after: previous)
        case .kill(let kill): return perform(kill, joinsLast: previous == .kill)
        case .change(let change): return perform(change)
        case .yank: return yank()
        case .yankPop: return yankPop(after: previous)
        case .undo:
            ghostText.reset()
            return document.undo() ? .none : .bell
        case .redo:
            ghostText.reset()
            return document.redo() ? .none : .bell
        case .openEditor: return .edit(text)
        case .prefix: pendingKey = .prefix
        case .quote: pendingKey = .quoting
        case .digit: break
        case .lastArgument: return insertLastArgument(after: previous)
        case .search(let isBackward):
            walk.remember(document)
            search = HistorySearch(from: walk.position, isBackward: isBackward)
        case .cancel: break
        case .redraw: return .redraw
        case .suspend: return .suspend
        case .interrupt: return .interrupt
        }
        return .none
    }
}

extension Editor {
    mutating func insertQuoted(_ key: Key) -> Outcome {
        lastAction = .other
        guard let text = key.quoted else { return .bell }
        edit(cursor..<cursor, with: text)
        return .none
    }

    /// Inserts the last argument of the newest entry; when repeated at once, replaces it by that of an older entry.
    private mutating func insertLastArgument(after previous: Action) -> Outcome {
        var range = cursor..<cursor
        var entry = walk.entries.count
        if case .lastArgument(let inserted, let last) = previous { (range, entry) = (inserted, last) }
        let present = document.buffer.substring(range)
        while entry > 0 {
            entry -= 1
            guard let argument = language.lastArgument(of: walk.entries[entry]), argument != present else { continue }
            edit(range, with: argument)
            lastAction = .lastArgument(range.lowerBound..<(range.lowerBound + argument.utf8.count), entry: entry)
            return .none
        }
        lastAction = previous
        return .bell
    }
}
