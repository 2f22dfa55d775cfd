extension Editor {
    /// Does what a key means during a search; nil if the key is still to act on the text.
    mutating func performInSearch(_ command: EditorCommand) -> Outcome? {
        switch command {
        case .insert(let character): search?.extend(with: String(character), in: walk)
        case .paste(let text): search?.extend(with: TextBuffer.normalized(text), in: walk)
        case .backspace: return search?.shorten() == true ? Outcome.none : .bell
        case .search(let isBackward): return stepSearch(isBackward: isBackward)
        case .cancel: endSearch(takesMatch: false)
        case .enter:
            endSearch(takesMatch: true)
            return vi != nil || !analysis().isComplete ? Outcome.none : .submit(text)
        case .backTab: return .bell
        case .redraw, .suspend: return nil
        case .interrupt:
            search = nil
            return nil
        default:
            endSearch(takesMatch: true)
            return nil
        }
        return Outcome.none
    }

    private mutating func stepSearch(isBackward: Bool) -> Outcome {
        if search?.query.isEmpty == true && !lastQuery.isEmpty {
            search?.extend(with: lastQuery, in: walk)
            return .none
        }
        return search?.step(isBackward: isBackward, in: walk) == true ? .none : .bell
    }

    private mutating func endSearch(takesMatch: Bool) {
        guard let ended = search else { return }
        search = nil
        lastAction = .other
        if !ended.query.isEmpty {
            lastQuery = ended.query
            vi?.searchesBackward = ended.isBackward
        }
        guard takesMatch, let match = ended.match else { return }
        if match.index != walk.position { walk(to: match.index) }
        document.moveCursor(to: match.range.lowerBound)
    }
}
