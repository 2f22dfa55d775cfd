extension Editor {
    /// Does what a key means to vi; nil if it means the same as without.
    mutating func performVi(_ key: Key) -> Outcome? {
        guard let state = vi, search == nil else { return nil }
        // What terminals send for Alt and a character is the same as for Escape and then the character.
        if case .character(let character) = key.code, key.modifiers == .alt, pendingKey == .none {
            _ = performVi(Key(.escape))
            return performVi(.character(character)) ?? perform(.character(character), hasMoreInput: false)
        }
        let isEscape = key.code == .escape && key.modifiers.isEmpty || key == .control("[")
        if state.isInserting {
            // The first Escape closes the menu.
            guard isEscape, menu == nil, pendingKey == .none else {
                if !state.isRepeating { vi?.keys.append(key) }
                return nil
            }
            count = nil
            leaveInsertion()
            return Outcome.none
        }
        guard pendingKey == .none else { return nil }
        let wasTyped = state.typed
        count = nil
        vi?.typed = []
        guard let character = key.text else {
            if isEscape {
                vi?.selection = nil
                return wasTyped.isEmpty && state.selection == nil ? .bell : Outcome.none
            }
            return performViKey(key)
        }
        lastAction = lastAction.isVertical ? lastAction : .other
        switch ViCommand.read(wasTyped + [character], isVisual: state.selection != nil) {
        case .whole(let command): return state.selection.map { perform(command, on: $0) } ?? perform(command)
        case .incomplete:
            vi?.typed = wasTyped + [character]
            return Outcome.none
        case .invalid: return .bell
        }
    }

    /// In normal mode the cursor is on a character, not behind the last one of a line.
    mutating func keepCursorOnCharacter() {
        guard vi?.isInserting == false, search == nil else { return }
        let buffer = document.buffer
        let line = buffer.currentLine
        if !line.isEmpty, cursor == line.upperBound { document.moveCursor(to: buffer.offset(before: cursor)) }
    }

    /// Keys of the normal mode that are not characters.
    private mutating func performViKey(_ key: Key) -> Outcome? {
        switch (key.code, key.modifiers) {
        case (.enter, []):
            vi?.selection = nil
            if analysis().isComplete || endsInEmptyLines { return .submit(text) }
            begin(ViCommand(target: .action("a", nil)))
            document.moveCursor(to: document.buffer.currentLine.upperBound)
            insertLine()
            return Outcome.none
        case (.character("r"), .control): return perform(.redo, hasMoreInput: false)
        case (.backspace, _): return perform(ViCommand(target: .motion("h", nil)))
        case (.delete, []):
            let command = ViCommand(target: .action("x", nil))
            return vi?.selection.map { perform(command, on: $0) } ?? perform(command)
        case (.tab, _): return .bell
        case (.paste, _):
            moveBehindCharacter()
            return nil
        default: return nil
        }
    }

    mutating func perform(_ command: ViCommand) -> Outcome {
        let steps = document.undoLog.done.count
        let previous = lastAction
        lastAction = .other
        var outcome = Outcome.none
        switch (command.operation, command.target) {
        case (nil, .motion(let motion, let argument)):
            return move(motion, argument, count: command.count, after: previous)
        case (nil, .action(let action, let argument)):
            outcome = act(action, argument, command)
        case (let operation?, _):
            noteFind(command.target)
            guard let span = viSpan(of: command) else { return .bell }
            operate(operation, on: span, register: command.register)
            if operation == "c" { begin(command) }
            if operation == "y" { return .none }
        case (nil, .lines), (nil, .characters), (nil, .object): return .bell
        }
        // What moves or undoes is not a change.
        if case .action(let action, _) = command.target, "u.nN/?vVmYiIaAoOCsS".contains(action),
            command.operation == nil
        {
            if vi?.isInserting == true { vi?.firstStep = min(steps, document.undoLog.done.count) }
            return outcome
        }
        if vi?.isInserting == true {
            vi?.firstStep = steps
        } else if outcome == .none {
            document.joinSteps(from: steps)
            if vi?.isRepeating != true { memory.vi.change = (command, []) }
        }
        return outcome
    }

    /// Remembers what `;` and `,` repeat.
    private mutating func noteFind(_ target: ViCommand.Target) {
        if case .motion(let kind, let character?) = target, "fFtT".contains(kind) {
            memory.vi.find = (kind, character)
        }
    }

    mutating func move(
        _ motion: Character,
        _ argument: Character?,
        count: Int?,
        after previous: Action
    ) -> Outcome {
        let buffer = document.buffer
        let start = cursor
        switch motion {
        case "j", "k":
            let step = (count ?? 1) * (motion == "j" ? 1 : -1)
            let isAtEdge = !buffer.lineStarts.indices.contains(buffer.line(at: cursor) + step)
            if isAtEdge, vi?.selection != nil { return .bell }
            // A command line of one line: vi's way through the history.
            if isAtEdge, abs(step) == 1 || buffer.lineStarts.count == 1 { return walk(by: step) }
            return moveVertically(by: step, after: previous)
        case "G", "g":
            let line = min(count ?? (motion == "G" ? buffer.lineStarts.count : 1), buffer.lineStarts.count)
            vi?.marks["'"] = start
            document.moveCursor(to: buffer.leadingBlanks(of: buffer.range(ofLine: line - 1)).upperBound)
            return .none
        case "'", "`":
            guard let place = argument.flatMap(mark) else { return .bell }
            vi?.marks["'"] = start
            let line = buffer.range(ofLine: buffer.line(at: place))
            document.moveCursor(to: motion == "`" ? place : buffer.leadingBlanks(of: line).upperBound)
            return .none
        default:
            noteFind(.motion(motion, argument))
            guard let target = viTarget(motion, argument, count: count), target.offset != cursor else { return .bell }
            document.moveCursor(to: target.offset)
            return .none
        }
    }

    private mutating func act(_ action: Character, _ argument: Character?, _ command: ViCommand) -> Outcome {
        let count = command.count ?? 1
        let place = cursor
        func same(as operation: Character, _ target: ViCommand.Target) -> ViCommand {
            ViCommand(register: command.register, count: command.count, operation: operation, target: target)
        }
        switch action {
        case "x": return perform(same(as: "d", .motion("l", nil)))
        case "X": return perform(same(as: "d", .motion("h", nil)))
        case "D": return perform(same(as: "d", .motion("$", nil)))
        case "Y": return perform(same(as: "y", .lines))
        case "C", "S", "s":
            let target: ViCommand.Target = action == "S" ? .lines : .motion(action == "C" ? "$" : "l", nil)
            let change = same(as: "c", target)
            // On an empty line there is nothing to delete.
            guard viSpan(of: change) == nil else { return perform(change) }
            begin(change)
        case "p", "P": return put(memory.vi.content(of: command.register), isBehind: action == "p", count: count)
        case "~": return toggleCase(count)
        case "J": return joinLines(count)
        case "r": return argument.map { replaceCharacters(count, with: $0) } ?? .bell
        case "u":
            for done in 0..<count where !document.undo() { return done == 0 ? .bell : .none }
            ghostText.reset()
        case ".": return repeatChange(count: command.count)
        case "i", "I", "a", "A", "o", "O": beginInsertion(action, command)
        case "/", "?": return perform(.search(isBackward: action == "/"), hasMoreInput: false)
        case "n", "N": return searchAgain(isOpposite: action == "N")
        case "v", "V": vi?.selection = ViSelection(anchor: place, isLines: action == "V")
        case "m": if let argument { vi?.marks[argument] = place }
        default: return .bell
        }
        return .none
    }

    private mutating func searchAgain(isOpposite: Bool) -> Outcome {
        guard !lastQuery.isEmpty, let state = vi else { return .bell }
        walk.remember(document)
        var again = HistorySearch(from: walk.position, isBackward: state.searchesBackward != isOpposite)
        again.extend(with: lastQuery, in: walk, skipping: text)
        guard let match = again.match else { return .bell }
        walk(to: match.index)
        document.moveCursor(to: match.range.lowerBound)
        return .none
    }
}

extension Editor.Action {
    fileprivate var isVertical: Bool {
        if case .vertical = self { true } else { false }
    }
}
