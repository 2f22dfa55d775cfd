import Testing

@Suite("What the prompt shows, in windows of several widths")
struct OutputSessionTests {
    private static let command = Command("--sandbox", environment: ["NO_COLOR": "1"])

    private func session(
        columns: Int = 80,
        command: Command = Self.command,
        _ body: @escaping @Sendable (TerminalSession) async throws -> Void
    ) async throws {
        try await command.inTerminal(columns: columns, rows: 24) { session in
            try await session.wait(forLine: ">")
            try await body(session)
        }
    }

    @Test("A function shows its parameters and its place, a file its state", arguments: [20, 40, 80, 200])
    func values(columns: Int) async throws {
        try await session(columns: columns) { session in
            try await session.type("function f(a, b) end\rf\r")
            try await session.wait(for: "the function") { screen in
                screen.text.joined().contains("function (a, b)  input 1:1".prefix(columns).description)
            }
            try await session.type("io.tmpfile()\r")
            try await session.wait(forRow: "<file>")
        }
    }

    @Test("The caret is under the use of a variable, and a row that is there already is not shown again")
    func carets() async throws {
        try await session { session in
            try await session.type("local x = nil; x.y = 3\r")
            try await session.wait(forRow: "    |                ^")
            try await session.type("error('plain')\r")
            try await session.wait(forRow: "input 2:1: plain")
            try await session.wait(forLine: ">")
            #expect(!session.screen.text.contains("  1 | error('plain')"))
        }
    }

    @Test("Nothing of a message is left out behind a NUL byte")
    func messageWithNUL() async throws {
        try await session { session in
            try await session.type("error('one\\0two', 0)\r")
            try await session.wait(forRow: "one\\u{0}two")
        }
    }

    @Test("An error in vimeo.map shows the script's own lines only")
    func ownFrames() async throws {
        try await session { session in
            try await session.type("local function take(x) return x.a.b end\rvimeo.map({1, 2}, take)\r")
            try await session.wait(for: "the error") { $0.text.contains { $0.contains("attempt to index") } }
            try await session.wait(forLine: ">")
            #expect(!session.screen.text.contains { $0.contains("[vimeo]") || $0.contains("'raise'") })
        }
    }

    @Test("The bar of a transfer in the background is above what is typed", arguments: [40, 80])
    func backgroundBar(columns: Int) async throws {
        try await session(columns: columns) { session in
            try await session.type(
                "io.open('talk.mp4', 'w'):write(('x'):rep(3 << 20)):close()\r"
            )
            try await session.wait(forLine: ">")
            try await session.type("t = vimeo.spawn(vimeo.upload, 'talk.mp4', {}, {limit = 1 << 17})\r")
            try await session.wait(forLine: ">")
            try await session.type("'typ")
            try await session.wait(for: "the bar above the prompt") { screen in
                screen.row > 0 && screen.text[screen.row] == "> 'typ"
                    && screen.text[screen.row - 1].hasPrefix("talk.mp4")
            }
            try await session.type("ed'\r")
            try await session.wait(forRow: "\"typed\"")
        }
    }

    @Test("Ctrl-C of a transfer leaves one message, above the next prompt")
    func stoppedTransfer() async throws {
        try await session { session in
            try await session.type(
                "io.open('talk.mp4', 'w'):write(('x'):rep(3 << 20)):close()\r"
            )
            try await session.wait(forLine: ">")
            try await session.type("vimeo.upload('talk.mp4', {}, {limit = 1 << 17, chunk_size = 1 << 16})\r")
            try await session.wait(for: "the bar") { $0.text.contains { $0.hasPrefix("talk.mp4") && $0.contains("%") } }
            try await session.type("\u{3}")
            try await session.wait(for: "the message") { screen in
                screen.text.contains {
                    $0.hasPrefix("talk.mp4 stopped at ") && $0.hasSuffix("; the same call continues it")
                }
            }
            try await session.wait(forLine: ">")
            #expect(!session.screen.text.contains { $0.contains("interrupted") })
        }
    }

    @Test("Bars come back after Ctrl-C ended the wait for one, and what cannot be continued is not promised")
    func barsAfterInterrupt() async throws {
        try await session { session in
            try await session.type("io.open('talk.mp4', 'w'):write(('x'):rep(3 << 20)):close()\r")
            try await session.wait(forLine: ">")
            try await session.type("t = vimeo.spawn(vimeo.upload, 'talk.mp4', {}, {limit = 1 << 17})\r")
            try await session.wait(forLine: ">")
            try await session.type("t:await()\r")
            try await session.wait(for: "a bar, and no prompt") { screen in
                screen.text[screen.row].isEmpty && screen.text[max(0, screen.row - 1)].hasPrefix("talk.mp4")
            }
            try await session.type("\u{3}")
            try await session.wait(forRow: "interrupted")
            try await session.wait(forLine: ">")
            try await session.type("t:cancel()\r")
            try await session.wait(for: "its end") { $0.text.contains { $0.hasPrefix("talk.mp4 stopped at") } }
            try await session.wait(forLine: ">")
            try await session.type("vimeo.upload('talk.mp4', {}, {limit = 1 << 17, resume = false})\r")
            try await session.wait(for: "another bar") { $0.text[max(0, $0.row - 1)].hasPrefix("talk.mp4  [") }
            try await session.type("\u{3}")
            try await session.wait(for: "the end") { screen in
                screen.text.contains { $0.hasPrefix("talk.mp4 stopped at ") && $0.hasSuffix("%") }
            }
        }
    }

    @Test("A prompt in a script shows where it is, and how the script goes on")
    func place() async throws {
        var command = Self.command
        command.arguments += ["s.lua"]
        command.files["s.lua"] = "local a = 1\nvimeo.repl()\nprint('after', a)\n"
        try await session(command: command) { session in
            let rows = session.screen.text
            let start = try #require(rows.firstIndex(of: "s.lua:2"))
            #expect(
                rows[start...].prefix(5) == [
                    "s.lua:2", "  1 | local a = 1", "> 2 | vimeo.repl()", "  3 | print('after', a)",
                    "The script is paused; Ctrl-D resumes it.",
                ]
            )
            try await session.type("\u{4}")
            try await session.wait(forRow: "left with 0")
        }
    }

    #if os(Linux)
        @Test(
            "A Ctrl-C that cannot act says where, by the function's own name, and a second one ends the session",
            .enabled(if: EndlessLoop.signalsReachC),
            arguments: ["string.find", "('').find", "find"]
        )
        func stuck(callee: String) async throws {
            try await session { session in
                // Exponential: it would take years.
                let code = "local find = string.find; \(callee)(('a'):rep(40), ('a*'):rep(30) .. 'b')"
                try await session.type("print('start' .. 'ed') io.flush() \(code)\r")
                try await session.wait(forRow: "started")
                try await session.type("\u{3}")
                try await session.wait(forRow: "still inside string.find; Ctrl-C again ends the session")
                try await session.type("\u{3}")
                try await session.wait(forRow: "^Cleft with 130")
                #expect(session.isCooked)
            }
        }

        @Test(
            "So does one while a background task is stuck and an input is being typed",
            .enabled(if: EndlessLoop.signalsReachC)
        )
        func stuckTask() async throws {
            try await session { session in
                let code = "string.find(('a'):rep(40), ('a*'):rep(30) .. 'b')"
                try await session.type("vimeo.spawn(function() print('spinning') io.flush() \(code) end);\r")
                try await session.wait(forRow: "spinning")
                try await session.type("\u{3}")
                try await session.wait(forRow: "still inside string.find; Ctrl-C again ends the session")
                try await session.type("\u{3}")
                try await session.wait(forRow: "left with 130")
                #expect(session.isCooked)
            }
        }
    #endif
}
