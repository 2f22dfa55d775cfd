import Testing

@testable import Platform
@testable import Terminal

extension LineEditorTests {
    @Test("Unmarked pasted text is one text, as it is, and only its last Enter submits")
    func unmarkedPaste() throws {
        let terminal = try PseudoTerminal()
        let editor = editor(terminal)
        let reader = read(editor)
        #expect(terminal.waits(for: "> "))
        terminal.type("x = 5\r + 6\r\ty\r")
        #expect(try reader.line == .text("x = 5\n + 6\n\ty"))
        terminal.drain()
        // So long that it comes in several reads.
        let long = (1...300).map { "print(\($0))" }
        let second = read(editor)
        #expect(terminal.waits(for: "> "))
        terminal.type(long.joined(separator: "\r") + "\r")
        #expect(terminal.waits(for: "print(300)"))
        #expect(try second.line == .text(long.joined(separator: "\n")))
    }

    @Test("Lines typed while nothing was read are inputs of their own")
    func typedAheadLines() throws {
        let terminal = try PseudoTerminal()
        let editor = editor(terminal)
        terminal.type("one\rtwo\r")
        for line in ["one", "two"] {
            let reader = read(editor)
            #expect(terminal.waits(for: "> "))
            #expect(try reader.line == .text(line))
        }
        // Where pasted text is marked, also what comes at once.
        let third = read(editor)
        #expect(terminal.waits(for: "> "))
        terminal.type("\u{1B}[200~x\u{1B}[201~\r")
        #expect(try third.line == .text("x"))
        let fourth = read(editor)
        #expect(terminal.waits(for: "> "))
        terminal.type("three\rfour\r")
        #expect(try fourth.line == .text("three"))
        let fifth = read(editor)
        #expect(terminal.waits(for: "> "))
        #expect(try fifth.line == .text("four"))
    }

    @Test(
        "A sequence whose ESC came before its rest is one key, also where the ESC has acted",
        arguments: KeyStyle.allCases
    )
    func splitSequence(style: KeyStyle) throws {
        let terminal = try PseudoTerminal()
        let history = History(path: nil)
        history.add("older")
        let editor = editor(terminal, history: history)
        editor.keyStyle = style
        let reader = read(editor)
        #expect(terminal.waits(for: "> "))
        terminal.type("\u{1B}")
        if style == .vi {
            // The reversed prompt of the normal mode.
            #expect(terminal.waits(for: "\u{1B}[7m> "))
        } else {
            // Longer than an Escape that means something waits.
            #expect(!DescriptorIO.isReadable(terminal.window, milliseconds: 100))
        }
        terminal.type("[A")
        #expect(terminal.waits(for: "older"))
        terminal.type("\r")
        #expect(try reader.line == .text("older"))
    }

    @Test("A terminal that does not say where its cursor is gets the prompt in a row of its own, too")
    func silentTerminal() throws {
        let terminal = try PseudoTerminal(reportedColumn: nil)
        DescriptorIO.write(Array("abc".utf8), to: terminal.program)
        let reader = read(editor(terminal))
        #expect(terminal.waits(for: "> "))
        terminal.type("x\r")
        #expect(try reader.line == .text("x"))
        terminal.drain()
        #expect(Array(terminal.screen().text.prefix(2)) == ["abc", "> x"])
    }
}
