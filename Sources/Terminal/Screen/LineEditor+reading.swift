internal import Platform

extension LineEditor {
    func read(_ session: inout ReadSession, wait: Wait) throws -> Line {
        while true {
            if !queue.isEmpty {
                if let line = handleQueue(&session) { return line }
                show(&session)
            }
            let descriptors = [input, session.signals.descriptor].filter { $0 >= 0 }
            let readable = try wait(descriptors, patience)
            if readable.contains(session.signals.descriptor), !handleEvents(&session) { return finish(&session, .end) }
            if readable.contains(input) {
                guard let bytes = DescriptorIO.read(input) else { continue }
                guard !bytes.isEmpty else { return finish(&session, .end) }
                queue += parser.parse(bytes)
                if parser.takeReportedColumn() != nil { isCursorReportMissing = false }
            } else if readable.isEmpty {
                queue += parser.timeOut()
            }
        }
    }

    /// How many milliseconds what has begun may take to go on.
    private var patience: Int? {
        if parser.isInPaste { return Self.pasteMilliseconds }
        return parser.needsTimeout ? Self.sequenceMilliseconds : nil
    }

    func show(_ session: inout ReadSession) {
        let size = display.size
        display.show(session.frame(size: size), size: size)
    }

    /// Handles all keys that have come; what the reading ends with, if it does.
    private func handleQueue(_ session: inout ReadSession) -> Line? {
        while let key = queue.popFirst() {
            if case .paste = key.code { hasBracketedPaste = true }
            let textBefore = key.modifiers.contains(.control) ? session.editor.text : ""
            let hasMore = !hasBracketedPaste && (!queue.isEmpty || DescriptorIO.isReadable(input))
            switch session.editor.handle(key, hasMoreInput: hasMore) {
            case .none: break
            case .submit(let text): return finish(&session, .text(text))
            case .interrupt: return finish(&session, .interrupted, text: textBefore, mark: "^C")
            case .endOfInput: return finish(&session, .end)
            case .suspend: suspend(&session)
            case .redraw: display.clear()
            case .edit(let text): edit(text, &session)
            case .bell: display.send([0x07])
            }
        }
        return nil
    }

    /// Leaves the text on the screen, without what only helps to write it.
    private func finish(_ session: inout ReadSession, _ line: Line, text: String? = nil, mark: String = "") -> Line {
        var shown = text ?? session.editor.text
        if case .text(let submitted) = line { shown = submitted }
        display.finish(session.finalFrame(shown, size: display.size, mark: mark))
        return line
    }

    /// Does what signals ask for; false if they end the reading.
    private func handleEvents(_ session: inout ReadSession) -> Bool {
        let events = session.signals.takeEvents()
        if events.contains(.ended) { return false }
        if events.contains(.continued) {
            guard session.raw.enter() else { return false }
            // The shell has written below since.
            display.forget()
        }
        if !events.isEmpty { show(&session) }
        return true
    }

    /// Stops the program's jobs as Ctrl-Z does elsewhere; the event of its going on restores the prompt.
    private func suspend(_ session: inout ReadSession) {
        // Without what only helps to write it: the shell writes below.
        let size = display.size
        display.show(session.finalFrame(session.editor.text, size: size), size: size)
        display.leave()
        session.raw.leave()
        kill(0, SIGTSTP)
        _ = DescriptorIO.isReadable(session.signals.descriptor, milliseconds: 1000)
        _ = handleEvents(&session)
    }

    func edit(_ text: String, _ session: inout ReadSession) {
        display.hold()
        session.raw.leave()
        let editor = ExternalEditor(input: input, output: display.descriptor, environment: environment)
        var problem: String?
        do throws(ExternalEditor.Failure) {
            session.editor.replaceText(try editor.edit(text))
        } catch {
            problem = error.message
        }
        _ = session.raw.enter()
        show(&session)
        if let problem { display.printAbove(Array("\(TerminalText.escaped(problem))\n".utf8)) }
    }
}
