internal import Platform

/// Reads lines from a terminal with an ``Editor``; one line at a time in a process.
package final class LineEditor {
    package enum Line: Equatable, Sendable {
        case text(String)
        case interrupted
        case end
    }

    /// Blocks until one of the descriptors is readable or this many milliseconds have passed (nil: no limit), and
    /// gives the readable ones; meanwhile it may do other work.
    package typealias Wait = (_ descriptors: [Int32], _ milliseconds: Int?) throws -> [Int32]

    /// How long the prompt waits for the terminal to say where its cursor is.
    static let cursorReportSeconds = 0.1
    /// How long it may take before the reading ends, so that no late answer is echoed or read by a script.
    static let lateReportSeconds = 1.0

    let input: Int32
    let display: Display
    let history: History?
    let environment: (String) -> String?

    var parser = KeyParser()
    /// Keys that have come and are not yet handled, perhaps since before this line.
    var queue: ArraySlice<Key> = []
    /// The terminal has marked pasted text, so that an Enter is always a key; see ``KeyBurst``.
    var hasBracketedPaste = false
    var memory = EditorMemory()
    package var keyStyle = KeyStyle.emacs
    var streams = [STDOUT_FILENO, STDERR_FILENO]
    /// The answer to the question where the cursor is.
    enum CursorReport {
        case received
        /// The reading does not end before it comes or until then.
        case awaited(until: Deadline)
        /// The terminal has not answered for so long that it is not asked again.
        case missing
    }
    var cursorReport = CursorReport.received

    package init(
        input: Int32,
        output: Int32,
        history: History?,
        isColored: Bool,
        environment: @escaping (String) -> String?
    ) {
        self.input = input
        display = Display(output: output, isColored: isColored)
        self.history = history
        self.environment = environment
    }

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - heading: rows to show above.
    ///   - prompt: stands before the first row, `continuation` before the others.
    ///   - opensEditor: whether the text goes to the user's own editor first.
    ///   - capturesOutput: whether text written to standard output and error meanwhile is shown above the prompt;
    ///     what C streams have buffered is flushed by the caller before.
    ///   - keepsInterrupt: whether Ctrl-C sends SIGINT instead of being a key.
    ///   - wait: waits for input, see ``Wait``; an error that it throws, such as for a SIGINT, ends the reading and is
    ///     rethrown.
    package func readLine(
        _ language: any EditorLanguage,
        heading: [Frame.Row] = [],
        prompt: Frame.Row,
        continuation: Frame.Row,
        initialText: String = "",
        opensEditor: Bool = false,
        capturesOutput: Bool,
        keepsInterrupt: Bool = false,
        wait: Wait
    ) throws -> Line {
        history?.refresh()
        let raw = RawMode(input: input, output: display.descriptor, keepsInterrupt: keepsInterrupt)
        let signals = TerminalSignals(isReading: true)
        defer { signals.uninstall() }
        guard raw.enter() else { return .end }
        defer {
            if case .awaited(let deadline) = cursorReport, receiveCursorReport(until: deadline) == nil {
                cursorReport = .missing
            }
            raw.leave()
        }
        takeTypedAhead()
        moveToFirstColumn()
        if !heading.isEmpty {
            let rows = heading.map { $0.fitted(to: display.size.columns) }
            display.finish(Frame(rows: rows, cursorRow: 0, cursorColumn: 0))
        }
        var editor = Editor(
            language: language,
            history: history?.entries ?? [],
            initialText: initialText,
            keyStyle: keyStyle
        )
        editor.memory = memory
        var session = ReadSession(
            editor: editor,
            prompt: prompt,
            continuation: continuation,
            language: language,
            raw: raw,
            signals: signals
        )
        defer { memory = session.editor.memory }
        show(&session)
        if opensEditor { edit(initialText, &session) }
        let capture = capturesOutput ? OutputCapture(display: display, streams: streams) : nil
        defer { capture?.end() }
        do {
            // A Ctrl-C that was a signal was typed before these keys.
            if !queue.isEmpty { _ = try wait([], 0) }
            let line = try read(&session, wait: wait)
            if case .text(let text) = line {
                history?.add(text)
                passInterruptOn(raw)
            }
            return line
        } catch {
            history?.add(session.editor.text, isStored: false)
            display.finish(session.finalFrame(session.editor.text, size: display.size, mark: "^C"))
            throw error
        }
    }

    /// Makes a Ctrl-C that was typed after Enter a signal, which is meant for the submitted text.
    ///
    /// As in a terminal that edits lines itself, what was typed before the Ctrl-C is discarded.
    private func passInterruptOn(_ raw: RawMode) {
        raw.keepInterrupt()
        // What came before that is still a key.
        if DescriptorIO.isReadable(input), let bytes = DescriptorIO.read(input) { take(bytes) }
        guard let last = queue.lastIndex(of: .control("c")) else { return }
        queue = queue[(last + 1)...]
        raise(SIGINT)
    }

    /// Takes what was typed while the terminal edited lines itself, of which Linux hands a Ctrl-D over as NUL.
    private func takeTypedAhead() {
        guard DescriptorIO.isReadable(input), let bytes = DescriptorIO.read(input) else { return }
        take(bytes.map { $0 == 0 ? 4 : $0 })
    }

    /// Begins a row of its own where output has left the cursor within one.
    private func moveToFirstColumn() {
        guard case .received = cursorReport else { return beginRow() }
        display.send(Array("\u{1B}[6n".utf8))
        cursorReport = .awaited(until: Deadline(after: Self.lateReportSeconds))
        let deadline = Deadline(after: Self.cursorReportSeconds)
        guard let column = receiveCursorReport(until: deadline) else { return beginRow() }
        guard column > 1 else { return }
        display.send(Array("\u{1B}[2m⏎\u{1B}[22m\r\n".utf8))
    }

    /// Begins a row of its own without asking the terminal: after a full row of spaces the cursor waits at the row's
    /// end, or is in the next row.
    package func beginRow() {
        display.send(Array(repeating: 0x20, count: display.size.columns) + Array("\r\u{1B}[K".utf8))
    }

    /// Waits for the answer of the terminal, and keeps the keys that come before it.
    private func receiveCursorReport(until deadline: Deadline) -> Int? {
        while deadline > .now, DescriptorIO.isReadable(input, milliseconds: deadline.milliseconds) {
            guard let bytes = DescriptorIO.read(input), !bytes.isEmpty else { return nil }
            if let column = take(bytes) { return column }
        }
        return nil
    }

    /// Puts what the terminal has sent into the queue; gives the cursor's column if that is among it.
    @discardableResult
    func take(_ bytes: [UInt8]) -> Int? {
        queue += keys(in: bytes)
        return parser.reportedColumn.take()
    }

    func keys(in bytes: [UInt8]) -> [Key] {
        let keys = parser.parse(bytes)
        hasBracketedPaste = hasBracketedPaste || keys.contains { $0.isPaste }
        if parser.reportedColumn != nil { cursorReport = .received }
        return keys
    }
}
