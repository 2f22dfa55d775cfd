extension Editor {
    /// Indents at the start of a line, else inserts what the language proposes: what all proposals begin with, and then a
    /// menu of them.
    mutating func complete() -> Outcome {
        let buffer = document.buffer
        let before = buffer.currentLine.lowerBound..<cursor
        if buffer.leadingBlanks(of: before) == before {
            insertIndentation()
            return .none
        }
        guard let completion = completion() else { return .bell }
        if completion.isUnique {
            if accept(completion.candidates[0], of: completion) { return .none }
            guard completion.candidates[0].isPlaceholder else { return .bell }
            // Nothing is left to insert; the menu says what to type.
            menu = CompletionMenu(completion)
            return .none
        }
        let range = sanitized(completion.range)
        let present = buffer.substring(range)
        let prefix = completion.candidates.dropFirst().reduce(completion.candidates[0].text) { prefix, candidate in
            String(zip(prefix, candidate.text).prefix { $0 == $1 }.map(\.0))
        }
        if completion.omitted == 0, prefix.utf8.count > present.utf8.count, prefix.hasPrefix(present) {
            edit(range, with: prefix)
            menu = self.completion().map(CompletionMenu.init)
        } else {
            menu = CompletionMenu(completion)
        }
        return .none
    }

    /// Does what a key means in the menu; nil if the key is still to act on the text.
    mutating func performInMenu(_ command: EditorCommand) -> Outcome? {
        switch command {
        case .tab where menu?.completion.isUnique == true: return acceptSelected()
        case .tab, .move(.right): menu?.move(by: 1)
        case .backTab, .move(.left): menu?.move(by: -1)
        case .move(.down): menu?.moveRow(isDown: true)
        case .move(.up): menu?.moveRow(isDown: false)
        case .move(.newerEntry), .move(.pageDown): menu?.movePage(isDown: true)
        case .move(.olderEntry), .move(.pageUp): menu?.movePage(isDown: false)
        // What stands there in full is not chosen again: then Enter is for the text.
        case .enter:
            let isPlaceholder = menu?.candidate.isPlaceholder == true
            return acceptSelected() == .bell && !isPlaceholder ? nil : Outcome.none
        case .insert, .backspace: return narrow(by: command)
        case .cancel: menu = nil
        case .redraw, .suspend: return nil
        default:
            menu = nil
            return nil
        }
        return Outcome.none
    }

    /// Lets a key change the text, and the menu show what still fits.
    private mutating func narrow(by command: EditorCommand) -> Outcome {
        guard let open = menu else { return .none }
        menu = nil
        let outcome = perform(command, hasMoreInput: false)
        guard let completion = completion(), completion.range.lowerBound == open.completion.range.lowerBound else {
            return outcome
        }
        let only = completion.candidates[0]
        let isThere = completion.isUnique && !only.isPlaceholder && replacement(only, of: completion) == nil
        if !isThere { menu = open.narrowed(to: completion) }
        return outcome
    }

    private mutating func acceptSelected() -> Outcome {
        guard let open = menu else { return .bell }
        menu = nil
        return accept(open.candidate, of: open.completion) ? .none : .bell
    }

    /// Inserts a candidate with what closes it; false if all of it is there.
    private mutating func accept(_ candidate: EditorCompletion.Candidate, of completion: EditorCompletion) -> Bool {
        guard let (range, text) = replacement(candidate, of: completion) else { return false }
        edit(range, with: text)
        return true
    }

    /// What a candidate replaces, and with what; nil where that changes nothing.
    private func replacement(
        _ candidate: EditorCompletion.Candidate,
        of completion: EditorCompletion
    ) -> (Range<Int>, String)? {
        let range = sanitized(completion.range)
        let rest = document.buffer.substring(range.upperBound..<document.buffer.count)
        // Of `"]` a part may be there.
        let closed = zip(candidate.closing.utf8, rest.utf8).prefix { $0 == $1 }.count
        let whole = range.lowerBound..<(range.upperBound + closed)
        let text = candidate.text + candidate.closing
        return document.buffer.substring(whole) == text ? nil : (whole, text)
    }

    /// What the language proposes at the cursor; nil if that is nothing.
    private mutating func completion() -> EditorCompletion? {
        analysis().completion(at: cursor).flatMap { $0.candidates.isEmpty ? nil : $0 }
    }

    /// The range inside the text, its bounds between characters.
    private func sanitized(_ range: Range<Int>) -> Range<Int> {
        let buffer = document.buffer
        let start = buffer.boundary(atOrBefore: range.lowerBound)
        return start..<max(start, buffer.boundary(atOrAfter: range.upperBound))
    }
}

extension EditorCompletion {
    /// Whether there is only one proposal.
    fileprivate var isUnique: Bool { candidates.count == 1 && omitted <= 0 }
}
