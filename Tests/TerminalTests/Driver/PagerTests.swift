import TestSupport
import Testing

@testable import Terminal

/// What is taller than the window is cut, and shown as a whole by another program on demand.
struct PagerTests {
    /// What is written, what is kept, and how many lines were cut.
    private func run(_ pieces: [String], rows: Int? = 3) -> (shown: String, text: String, hidden: Int) {
        var shown: [UInt8] = []
        let output = TallOutput(rows: rows, columns: 10) { shown += $0 }
        for piece in pieces { output.write(piece) }
        output.finish()
        let text = String(decoding: output.text, as: UTF8.self)
        return (String(decoding: shown, as: UTF8.self), text, output.hiddenLines)
    }

    @Test("A text that fits is shown as it is")
    func short() {
        #expect(run(["one\n", "two\n"]) == ("one\ntwo\n", "one\ntwo\n", 0))
        #expect(run(["o", "ne\ntw", "o"]) == ("one\ntwo", "one\ntwo", 0))
        #expect(run([]) == ("", "", 0))
    }

    @Test("Of a longer text as many lines are shown as fit; all of it is kept")
    func long() {
        let lines = (1...9).map { "\($0)\n" }
        #expect(run(lines) == ("1\n2\n3\n", lines.joined(), 6))
    }

    @Test("A long line counts as the rows that it takes, wide characters twice, colours not")
    func wide() {
        #expect(run(["x\n", String(repeating: "y", count: 21) + "\n"]).hidden == 1)
        #expect(run(["x\n", String(repeating: "y", count: 20) + "\n"]).hidden == 0)
        #expect(run(["x\n", String(repeating: "語", count: 11) + "\n"]).hidden == 1)
        #expect(run(["x\n", "\u{1B}[38;5;244m" + String(repeating: "y", count: 20) + "\u{1B}[0m\n"]).hidden == 0)
    }

    @Test("Of a first line that is taller than the window the beginning is shown")
    func tall() {
        let line = String(repeating: "y", count: 40) + "\n"
        #expect(run([line, "z\n"]) == (String(repeating: "y", count: 29) + "…\n", line + "z\n", 2))
        let coloured = "\u{1B}[32m" + String(repeating: "語", count: 20) + "\u{1B}[0m\n"
        #expect(run([coloured]).shown == "\u{1B}[32m" + String(repeating: "語", count: 14) + "\u{1B}[0m…\n")
    }

    @Test("Without a window everything is shown")
    func none() {
        let lines = (1...9).map { "\($0)\n" }
        #expect(run(lines, rows: nil) == (lines.joined(), "", 0))
    }

    @Test("A writer without end learns that it may stop")
    func full() {
        let output = TallOutput(rows: 1, columns: 10) { _ in }
        let line = String(repeating: "x", count: 1 << 20) + "\n"
        for _ in 0..<100 where !output.isFull { output.write(line) }
        #expect(output.isFull)
    }

    @Test("The pager gets the whole text; leaving it early is no error, a missing one is")
    func pager() throws {
        let folder = try TemporaryFolder()
        let text = Array("one\ntwo\n".utf8)
        #expect(Pager.show(text, command: "cat > '\(folder.path)/paged'", terminal: -1))
        #expect(try folder.text("paged") == "one\ntwo\n")
        #expect(Pager.show([UInt8](repeating: 0x78, count: 1 << 20), command: "true", terminal: -1))
        #expect(!Pager.show(text, command: "/nowhere/pager 2>/dev/null", terminal: -1))
    }

    @Test(
        "PAGER comes first, cat means none, then less if it is installed",
        arguments: [
            (["PAGER": "more"], "more"), (["PAGER": "cat"], nil), (["PATH": "/nowhere"], nil), (["PAGER": ""], nil),
        ] as [([String: String], String?)]
    )
    func command(environment: [String: String], expected: String?) {
        #expect(Pager.command { environment[$0] } == expected)
    }
}
