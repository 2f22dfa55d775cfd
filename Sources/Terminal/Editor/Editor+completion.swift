extension Editor {
    /// Indents at the start of a line, else inserts what the language proposes or opens a menu of it.
    mutating func complete() -> Outcome {
        let buffer = document.buffer
        let before = buffer.currentLine.lowerBound..<cursor
        if buffer.leadingBlanks(of: before) == before {
            insertIndentation()
            return .none
        }
        guard let completion = analysis().completion(at: cursor), let first = completion.candidates.first else {
            return .bell
        }
        let range = sanitized(completion.range)
        let present = buffer.substring(range)
        if completion.candidates.count == 1 {
            guard first.text != present else { return .bell }
            edit(range, with: first.text)
            return .none
        }
        let prefix = completion.candidates.dropFirst().reduce(first.text) { prefix, candidate in
            String(zip(prefix, candidate.text).prefix { $0 == $1 }.map(\.0))
        }
        if prefix.utf8.count > present.utf8.count && prefix.hasPrefix(present) {
            edit(range, with: prefix)
        } else {
            menu = CompletionMenu(completion)
        }
        return .none
    }

    /// Does what a key means in the menu; nil if the key is still to act on the text.
    mutating func performInMenu(_ command: EditorCommand) -> Outcome? {
        switch command {
        case .tab, .move(.down), .move(.right): menu?.move(by: 1)
        case .backTab, .move(.up), .move(.left): menu?.move(by: -1)
        case .enter:
            if let menu { edit(sanitized(menu.completion.range), with: menu.selectedText) }
            menu = nil
        case .cancel: menu = nil
        case .redraw, .suspend: return nil
        default:
            menu = nil
            return nil
        }
        return Outcome.none
    }

    /// The range inside the text, its bounds between characters.
    private func sanitized(_ range: Range<Int>) -> Range<Int> {
        let buffer = document.buffer
        let start = buffer.boundary(atOrBefore: range.lowerBound)
        return start..<max(start, buffer.boundary(atOrAfter: range.upperBound))
    }
}
