internal import Platform

extension LineEditor {
    func read(_ session: inout ReadSession, wait: Wait) throws -> Line {
        // What an Escape has changed, until it is clear that it was one.
        var beforeEscape: Editor?
        while true {
            if !queue.isEmpty {
                if let line = handleQueue(&session) { return line }
                show(&session)
            }
            let descriptors = [input, session.signals.descriptor].filter { $0 >= 0 }
            let awaitsEscape = session.editor.awaitsEscape
            let readable = try wait(descriptors, parser.patience(awaitsEscape: awaitsEscape))
            if readable.contains(session.signals.descriptor), !handleEvents(&session) { return finish(&session, .end) }
            if readable.contains(input) {
                guard takeBurst() else { return finish(&session, .end) }
                if parser.takesBackEscape, let before = beforeEscape { session.editor = before }
                parser.takesBackEscape = false
            } else if readable.isEmpty {
                let acts = parser.isAfterEscape && awaitsEscape
                if acts { beforeEscape = session.editor }
                queue += parser.timeOut(acting: acts ? keyStyle : nil)
            }
            if !parser.isBehindEscape { beforeEscape = nil }
        }
    }

    /// Takes what the terminal has sent, with the rest of a paste that it does not mark; false at the end.
    private func takeBurst() -> Bool {
        guard let bytes = DescriptorIO.read(input) else { return true }
        guard !bytes.isEmpty else { return false }
        var burst = KeyBurst()
        burst.add(keys(in: bytes))
        while !hasBracketedPaste, burst.mayContinue,
            DescriptorIO.isReadable(input, milliseconds: KeyBurst.pauseMilliseconds),
            let rest = DescriptorIO.read(input), !rest.isEmpty
        {
            burst.add(keys(in: rest))
        }
        queue += hasBracketedPaste ? burst.keys : burst.joined
        return true
    }

    func show(_ session: inout ReadSession) {
        let size = display.size
        display.show(session.frame(size: size), size: size)
    }

    /// Handles all keys that have come; returns the line if one of them ends the reading.
    private func handleQueue(_ session: inout ReadSession) -> Line? {
        while let key = queue.popFirst() {
            let textBefore = key.modifiers.contains(.control) ? session.editor.text : ""
            switch session.editor.handle(key, hasMoreInput: queue.first?.text != nil) {
            case .none: break
            case .submit(let text): return finish(&session, .text(text))
            case .interrupt:
                history?.add(textBefore, isStored: false)
                return finish(&session, .interrupted, text: textBefore, mark: "^C")
            case .endOfInput: return finish(&session, .end)
            case .suspend: suspend(&session)
            case .redraw: display.clear()
            case .edit(let text): edit(text, &session)
            case .bell: display.send([0x07])
            }
        }
        return nil
    }

    /// Leaves the text on the screen, without menu, hint and suggestion.
    private func finish(_ session: inout ReadSession, _ line: Line, text: String? = nil, mark: String = "") -> Line {
        var shown = text ?? session.editor.text
        if case .text(let submitted) = line { shown = submitted }
        display.finish(session.finalFrame(shown, size: display.size, mark: mark))
        return line
    }

    /// Acts on signals; false if they end the reading.
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

    /// Stops the program's jobs as Ctrl-Z does elsewhere; when they continue, an event restores the prompt.
    private func suspend(_ session: inout ReadSession) {
        // Without menu, hint and suggestion: the shell writes below.
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

struct ReadSession {
    var editor: Editor
    let prompt: Frame.Row
    let continuation: Frame.Row
    let language: any EditorLanguage
    let raw: RawMode
    let signals: TerminalSignals

    mutating func frame(size: WindowSize) -> Frame {
        editor.frame(prompt: prompt, continuation: continuation, columns: size.columns, rows: size.rows)
    }

    /// The whole text with a mark after it and nothing else, as it stays on the screen.
    func finalFrame(_ text: String, size: WindowSize, mark: String = "") -> Frame {
        var editor = Editor(language: language, history: [], initialText: text)
        editor.isFinished = true
        let rows = text.utf8.count + 1 + size.rows
        var frame = editor.frame(prompt: prompt, continuation: continuation, columns: size.columns, rows: rows)
        if !mark.isEmpty, !frame.rows.isEmpty { frame.rows[frame.rows.count - 1].append(Frame.Span(mark)) }
        return frame
    }
}
