extension Editor {
    mutating func perform(_ command: Command, hasMoreInput: Bool) -> Outcome {
        switch command {
        case .redraw: return .redraw
        case .suspend: return .suspend
        case .interrupt:
            search = nil
            menu = nil
            return .interrupt
        default: break
        }
        if search != nil, let outcome = performInSearch(command, hasMoreInput: hasMoreInput) { return outcome }
        if menu != nil, let outcome = performInMenu(command) { return outcome }
        let previous = lastAction
        lastAction = .other
        return performInText(command, after: previous, hasMoreInput: hasMoreInput)
    }

    private mutating func performInText(_ command: Command, after previous: Action, hasMoreInput: Bool) -> Outcome {
        switch command {
        case .enter: return enter(isPaste: hasMoreInput)
        case .newLine: insertLine()
        case .tab: return hasMoreInput ? type("\t", after: previous, isPaste: true) : complete()
        case .insert, .paste, .backspace, .deleteForward, .deleteForwardOrEnd:
            return performChange(command, after: previous, hasMoreInput: hasMoreInput)
        case .transposeCharacters, .transposeWords, .uppercaseWord, .lowercaseWord, .capitalizeWord:
            return performTextChange(command)
        case .undo, .redo:
            suggestion.reset()
            return (command == .undo ? document.undo() : document.redo()) ? .none : .bell
        case .left: document.moveCursor(to: buffer.offset(before: cursor))
        case .right: moveRight(to: buffer.offset(after: cursor))
        case .lineStart: document.moveCursor(to: buffer.currentLine.lowerBound)
        case .lineEnd: moveRight(to: buffer.currentLine.upperBound)
        case .wordLeft: document.moveCursor(to: buffer.startOfWord(before: cursor))
        case .wordRight: moveWordRight()
        case .bufferStart: document.moveCursor(to: 0)
        case .bufferEnd: document.moveCursor(to: buffer.count)
        case .up: return moveVertically(by: -1, after: previous)
        case .down: return moveVertically(by: 1, after: previous)
        case .olderEntry: return walk(by: -1)
        case .newerEntry: return walk(by: 1)
        case .killToLineEnd, .killToLineStart, .killRunBackward, .killWordForward, .killWordBackward:
            return kill(command, joinsLast: previous == .kill)
        case .yank: return yank()
        case .yankPop: return yankPop(after: previous)
        case .openEditor: return .edit(text)
        case .prefix: isAfterPrefix = true
        case .searchBackward, .searchForward:
            walk.remember(document)
            search = HistorySearch(from: walk.position, isBackward: command == .searchBackward)
        case .cancel: break
        case .backTab: return .bell
        case .redraw, .suspend, .interrupt: break
        }
        return .none
    }
}
