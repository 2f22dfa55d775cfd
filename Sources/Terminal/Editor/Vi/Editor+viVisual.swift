/// The visual mode.
extension Editor {
    /// What is selected: from the character where the selection began to the one at the cursor, or their lines.
    func selected(_ selection: ViSelection) -> ViSpan {
        let buffer = document.buffer
        let anchor = buffer.boundary(atOrBefore: selection.anchor)
        let (first, last) = (min(anchor, cursor), max(anchor, cursor))
        guard selection.isLines else { return ViSpan(range: first..<buffer.offset(after: last)) }
        let start = buffer.range(ofLine: buffer.line(at: first)).lowerBound
        return ViSpan(range: start..<buffer.range(ofLine: buffer.line(at: last)).upperBound, isLines: true)
    }

    /// Moves the end of the selection, or does something with what is selected.
    mutating func perform(_ command: ViCommand, on selection: ViSelection) -> Outcome {
        let previous = lastAction
        lastAction = .other
        switch command.target {
        case .motion(let motion, let argument): return move(motion, argument, count: command.count, after: previous)
        case .object(let isWhole, let kind):
            guard let range = document.buffer.object(kind, isWhole: isWhole, at: cursor), !range.isEmpty else {
                return .bell
            }
            vi?.selection = ViSelection(anchor: range.lowerBound, isLines: false)
            document.moveCursor(to: document.buffer.offset(before: range.upperBound))
            return .none
        case .action(let action, let argument): return act(action, argument, command, on: selection)
        case .lines, .characters: return .bell
        }
    }

    private mutating func act(
        _ action: Character,
        _ argument: Character?,
        _ command: ViCommand,
        on selection: ViSelection
    ) -> Outcome {
        var selection = selection
        let place = cursor
        switch action {
        case "o", "O":
            vi?.selection = ViSelection(anchor: place, isLines: selection.isLines)
            document.moveCursor(to: selection.anchor)
            return .none
        case "v", "V":
            let isLines = action == "V"
            vi?.selection =
                selection.isLines == isLines ? nil : ViSelection(anchor: selection.anchor, isLines: isLines)
            return .none
        case "m":
            if let argument { vi?.marks[argument] = place }
            return .none
        case "S", "D", "C", "Y", "R", "X": selection.isLines = true
        default: break
        }
        let span = selected(selection)
        vi?.selection = nil
        switch action {
        case "d", "x", "X", "D": return operate("d", command, on: span)
        case "c", "s", "S", "C", "R": return operate("c", command, on: span)
        case "y", "Y": return operate("y", command, on: span)
        case "<", ">": return operate(action, command, on: ViSpan(range: span.range, isLines: true))
        case "J":
            let lines =
                document.buffer.line(at: span.range.upperBound) - document.buffer.line(at: span.range.lowerBound)
            document.moveCursor(to: span.range.lowerBound)
            return perform(ViCommand(count: max(2, lines + 1), target: .action("J", nil)))
        case "~":
            return change(span.range) { $0.isUppercase ? $0.lowercased() : $0.uppercased() }
        case "u": return change(span.range) { $0.lowercased() }
        case "U": return change(span.range) { $0.uppercased() }
        case "r":
            return argument.map { new in change(span.range) { $0 == "\n" ? "\n" : String(new) } } ?? .bell
        default: return replace(span, with: memory.vi.content(of: command.register))
        }
    }

    /// Does the same as an operator in front of as many lines or characters, which is also what `.` repeats.
    private mutating func operate(_ operation: Character, _ command: ViCommand, on span: ViSpan) -> Outcome {
        let buffer = document.buffer
        let count =
            span.isLines
            ? buffer.line(at: span.range.upperBound) - buffer.line(at: span.range.lowerBound) + 1
            : buffer.substring(span.range).count
        document.moveCursor(to: span.range.lowerBound)
        return perform(
            ViCommand(
                register: command.register,
                count: count,
                operation: operation,
                target: span.isLines ? .lines : .characters
            )
        )
    }

    private mutating func change(_ range: Range<Int>, _ new: (Character) -> String) -> Outcome {
        edit(range, with: document.buffer.substring(range).map(new).joined())
        document.moveCursor(to: range.lowerBound)
        return .none
    }

    /// Puts a register in place of what is selected, which becomes the usual register.
    private mutating func replace(_ span: ViSpan, with register: ViRegister) -> Outcome {
        let text = document.buffer.substring(span.range)
        memory.vi.store(ViRegister(text: text, isLines: span.isLines), in: nil)
        let isApart = register.isLines && !span.isLines
        edit(span.range, with: isApart ? "\n\(register.text)\n" : register.text)
        if register.isLines || span.isLines {
            document.moveCursor(to: span.range.lowerBound + (isApart ? 1 : 0))
        } else if !register.text.isEmpty {
            document.moveCursor(to: document.buffer.offset(before: cursor))
        }
        return .none
    }
}
