extension Editor {
    mutating func perform(_ command: EditorCommand, hasMoreInput: Bool) -> Outcome {
        if search != nil, let outcome = performInSearch(command, hasMoreInput: hasMoreInput) { return outcome }
        if menu != nil, let outcome = performInMenu(command, hasMoreInput: hasMoreInput) { return outcome }
        let previous = lastAction
        lastAction = .other
        switch command {
        case .insert(let character): return type(character, after: previous, isPaste: hasMoreInput)
        case .paste(let text):
            if !text.isEmpty { edit(cursor..<cursor, with: TextBuffer.normalized(text)) }
        case .enter: return enter(isPaste: hasMoreInput)
        case .newLine: insertLine()
        case .tab: return hasMoreInput ? type("\t", after: previous, isPaste: true) : complete()
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
        case .prefix: isAfterPrefix = true
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
