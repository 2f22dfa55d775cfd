import Testing

@testable import Terminal

/// A text that is too long for the window goes through another program.
struct PagerTests {
    /// What reaches the terminal, and what reaches the pager.
    private func run(_ lines: [String], rows: Int = 3, command: String? = "cat > paged") throws -> (String, String) {
        let folder = try TemporaryFolder()
        var shown: [UInt8] = []
        let pager = Pager(
            rows: rows,
            columns: 10,
            command: command.map { "cd '\(folder.path)'; \($0)" },
            writeOutput: { shown += $0 }
        )
        for line in lines { pager.write(line) }
        pager.finish()
        let paged = (try? folder.text("paged")) ?? ""
        return (String(decoding: shown, as: UTF8.self), paged)
    }

    @Test("A text that fits is shown as it is")
    func short() throws {
        #expect(try run(["one\n", "two\n"]) == ("one\ntwo\n", ""))
        #expect(try run([]) == ("", ""))
    }

    @Test("All of a longer text goes to the pager, also what comes after it was started")
    func long() throws {
        let lines = (1...9).map { "\($0)\n" }
        #expect(try run(lines) == ("", lines.joined()))
    }

    @Test("One long line counts as the rows that it takes")
    func wide() throws {
        let line = String(repeating: "x", count: 200)
        #expect(try run([line]) == ("", line))
    }

    @Test("Without a pager everything is shown")
    func none() throws {
        let lines = (1...9).map { "\($0)\n" }
        #expect(try run(lines, command: nil) == (lines.joined(), ""))
    }

    @Test("A pager that is left early gets nothing more, and the writer can stop")
    func left() throws {
        var shown: [UInt8] = []
        let pager = Pager(rows: 1, columns: 10, command: "true", writeOutput: { shown += $0 })
        let line = String(repeating: "x", count: 1 << 20) + "\n"
        for _ in 0..<100 where !pager.isClosed { pager.write(line) }
        #expect(pager.isClosed)
        pager.finish()
        #expect(shown.isEmpty)
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
