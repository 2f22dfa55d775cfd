import Platform
import Synchronization
import Testing

@testable import Terminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The editor on a real terminal; one at a time, as in a program.
@Suite(.serialized)
struct LineEditorTests {
    struct Stop: Error {}

    private static let survivalPipe = Atomic<Int32>(-1)

    func editor(
        _ terminal: PseudoTerminal,
        history: History? = nil,
        environment: [String: String] = [:]
    ) -> LineEditor {
        LineEditor(
            input: terminal.program,
            output: terminal.program,
            history: history,
            isColored: false,
            environment: { environment[$0] }
        )
    }

    func read(_ editor: LineEditor, initialText: String = "", captures: Bool = false) -> ReaderThread {
        nonisolated(unsafe) let editor = editor
        return ReaderThread {
            try editor.readLine(
                TestLanguage(),
                prompt: [Frame.Span("> ")],
                continuation: [Frame.Span(". ")],
                initialText: initialText,
                capturesOutput: captures,
                wait: ReaderThread.wait
            )
        }
    }

    @Test("A typed line is read, shown and remembered, and the terminal is as before")
    func typedLine() throws {
        let terminal = try PseudoTerminal()
        let modes = terminal.modes
        let history = History(path: nil)
        let reader = read(editor(terminal, history: history))
        #expect(terminal.waits(for: "> "))
        #expect(terminal.modes.local & tcflag_t(ICANON | ECHO | ISIG) == 0)
        terminal.type("héllo")
        #expect(terminal.waits(for: "héllo"))
        terminal.type("\r")
        #expect(try reader.line == .text("héllo"))
        terminal.drain()
        #expect(terminal.screen().text.first == "> héllo")
        #expect(terminal.screen().row == 1 && terminal.screen().column == 0)
        #expect(terminal.modes == modes)
        #expect(history.entries == ["héllo"])
        #expect(String(decoding: terminal.received, as: UTF8.self).hasSuffix("\u{1B}[?2004l"))
    }

    @Test("A paste is one text, and keys typed ahead are the next line's")
    func pasteAndTypedAhead() throws {
        let terminal = try PseudoTerminal()
        let editor = editor(terminal)
        let first = read(editor)
        #expect(terminal.waits(for: "> "))
        terminal.type("\u{1B}[200~a b\u{1B}[201~\rnext")
        #expect(try first.line == .text("a b"))
        let second = read(editor)
        #expect(terminal.waits(for: "next"))
        terminal.type("\r")
        #expect(try second.line == .text("next"))
    }

    @Test("Ctrl-C leaves the text on the screen, Ctrl-D and a closed window end")
    func ends() throws {
        let terminal = try PseudoTerminal()
        let editor = editor(terminal)
        let first = read(editor, initialText: "abc")
        #expect(terminal.waits(for: "> abc"))
        terminal.type("\u{3}")
        #expect(try first.line == .interrupted)
        terminal.drain()
        #expect(terminal.screen().text.first == "> abc^C")
        let second = read(editor)
        #expect(terminal.waits(for: "> "))
        terminal.type("\u{4}")
        #expect(try second.line == .end)
        terminal.drain()
        let third = read(editor)
        #expect(terminal.waits(for: "> "))
        terminal.hangUp()
        #expect(try third.line == .end)
    }

    @Test("A prompt begins a row of its own")
    func firstColumn() throws {
        let terminal = try PseudoTerminal(reportedColumn: 4)
        let reader = read(editor(terminal))
        #expect(terminal.waits(for: "⏎"))
        #expect(terminal.waits(for: "\r\n"))
        #expect(terminal.waits(for: "> "))
        terminal.type("x\r")
        #expect(try reader.line == .text("x"))
    }

    @Test("A new width of the window is used at once")
    func resize() throws {
        let terminal = try PseudoTerminal()
        let reader = read(editor(terminal, history: nil), initialText: "abc")
        #expect(terminal.waits(for: "> abc"))
        terminal.resize(columns: 20, rows: 10)
        kill(getpid(), SIGWINCH)
        #expect(terminal.waits(for: "\u{1B}[J"))
        #expect(terminal.waits(for: "> abc"))
        terminal.type("\r")
        #expect(try reader.line == .text("abc"))
        terminal.drain()
        #expect(terminal.screen(columns: 20).text.filter { !$0.isEmpty } == ["> abc"])
    }

    @Test("Output appears above the prompt in whole lines, and its rest at the end")
    func capturedOutput() throws {
        let terminal = try PseudoTerminal()
        let stream = dup(terminal.program)
        defer { close(stream) }
        let editor = editor(terminal)
        editor.streams = [stream]
        let reader = read(editor, initialText: "abc", captures: true)
        #expect(terminal.waits(for: "> abc"))
        // The first key is handled after the redirection, so that its echo says that it is there.
        terminal.type("d")
        #expect(terminal.waits(for: "> abcd"))
        DescriptorIO.write(Array("one\ntw".utf8), to: stream)
        #expect(terminal.waits(for: "> abcd"))
        DescriptorIO.write(Array("o\nrest".utf8), to: stream)
        #expect(terminal.waits(for: "two"))
        #expect(terminal.waits(for: "> abcd"))
        terminal.type("\r")
        #expect(try reader.line == .text("abcd"))
        terminal.drain()
        #expect(Array(terminal.screen().text.prefix(4)) == ["one", "two", "> abcd", "rest"])
        #expect(isatty(stream) != 0)
    }

    @Test("What another process still holds open does not delay the end, and is shown later")
    func outlivingWriter() throws {
        let terminal = try PseudoTerminal()
        let stream = dup(terminal.program)
        defer { close(stream) }
        let editor = editor(terminal)
        editor.streams = [stream]
        let reader = read(editor, captures: true)
        #expect(terminal.waits(for: "> "))
        terminal.type("a")
        #expect(terminal.waits(for: "> a"))
        let child = dup(stream)
        terminal.type("\r")
        #expect(try reader.line == .text("a"))
        DescriptorIO.write(Array("late\n".utf8), to: child)
        #expect(terminal.waits(for: "late"))
        close(child)
    }

    @Test("An error of the waiting program ends the reading and gives the terminal back")
    func waitThrows() throws {
        let terminal = try PseudoTerminal()
        let modes = terminal.modes
        let editor = editor(terminal)
        #expect(throws: Stop.self) {
            try editor.readLine(TestLanguage(), prompt: [], continuation: [], capturesOutput: false) { _, _ in
                throw Stop()
            }
        }
        #expect(terminal.modes == modes)
    }

    @Test(
        "A signal that ends programs gives the terminal back, then what would have happened happens",
        arguments: [SIGTERM, SIGHUP, SIGTRAP]
    )
    func endingSignal(signal: Int32) throws {
        let terminal = try PseudoTerminal()
        let modes = terminal.modes
        // An action that lets the process live and says so.
        let survival = try #require(DescriptorIO.makePipe())
        Self.survivalPipe.store(survival.writing, ordering: .sequentiallyConsistent)
        var survive = sigaction(handler: { _ in
            var byte: UInt8 = 1
            _ = write(LineEditorTests.survivalPipe.load(ordering: .sequentiallyConsistent), &byte, 1)
        })
        var before = sigaction()
        sigaction(signal, &survive, &before)
        defer { sigaction(signal, &before, nil) }
        let reader = read(editor(terminal))
        #expect(terminal.waits(for: "> "))
        kill(getpid(), signal)
        #expect(try reader.line == .end)
        #expect(DescriptorIO.isReadable(survival.reading, milliseconds: 10_000))
        #expect(terminal.modes == modes)
        close(survival.reading)
        close(survival.writing)
        var after = sigaction()
        sigaction(signal, nil, &after)
        #expect(!after.isDefault && !after.isIgnored)
    }

    @Test("The actions for signals are put back")
    func signalActions() throws {
        let terminal = try PseudoTerminal()
        var before = sigaction()
        sigaction(SIGWINCH, nil, &before)
        let reader = read(editor(terminal))
        #expect(terminal.waits(for: "> "))
        terminal.type("\r")
        #expect(try reader.line == .text(""))
        for signal in [SIGWINCH, SIGTSTP, SIGCONT, SIGTERM] {
            var after = sigaction()
            sigaction(signal, nil, &after)
            #expect(after.isDefault)
        }
    }

    @Test("Text goes through the user's editor and back, and no file stays")
    func externalEditor() throws {
        let folder = try TemporaryFolder()
        let terminal = try PseudoTerminal()
        let environment = ["EDITOR": "sh -c 'printf \"%s!\\n\" \"$(cat \"$0\")\" > \"$0\"'", "TMPDIR": folder.path]
        let reader = read(editor(terminal, environment: environment), initialText: "abc")
        #expect(terminal.waits(for: "> abc"))
        terminal.type("\u{1B}e")
        #expect(terminal.waits(for: "> abc!"))
        terminal.type("\r")
        #expect(try reader.line == .text("abc!"))
        #expect(try folder.names.isEmpty)
    }

    @Test("An editor that fails leaves the text alone and says so")
    func failingEditor() throws {
        let terminal = try PseudoTerminal()
        let reader = read(editor(terminal, environment: ["VISUAL": "false"]), initialText: "abc")
        #expect(terminal.waits(for: "> abc"))
        terminal.type("\u{1B}e")
        #expect(terminal.waits(for: "false ended with status 1"))
        #expect(terminal.waits(for: "> abc"))
        terminal.type("\r")
        #expect(try reader.line == .text("abc"))
    }
}
