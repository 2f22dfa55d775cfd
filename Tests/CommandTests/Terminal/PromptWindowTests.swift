import Testing

@Suite("The prompt in a window")
struct PromptWindowTests {
    private static let command = Command("--sandbox", environment: ["NO_COLOR": "1"])

    /// Opens the prompt and waits until it takes keys.
    private func session(
        columns: Int = 80,
        rows: Int = 24,
        command: Command = Self.command,
        _ body: @escaping @Sendable (TerminalSession) async throws -> Void
    ) async throws {
        try await command.inTerminal(columns: columns, rows: rows) { session in
            try await session.wait(forLine: ">")
            try await body(session)
            try await session.type("\u{4}")
            try await session.wait(forRow: "left with 0")
            #expect(session.isCooked)
        }
    }

    @Test("A greeting of two lines, a value, a block with its indentation, leaving", arguments: [80, 40, 20])
    func typing(columns: Int) async throws {
        try await session(columns: columns) { session in
            try await session.type("for i = 1, 2 do\rprint(i)\rend\r")
            try await session.wait(forRow: "2")
            try await session.wait(forLine: ">")
            try await session.type("{a = 'x'}\r")
            try await session.wait(forRow: "{ a = \"x\" }")
            let rows = session.screen.everything
            let start = try #require(rows.firstIndex { $0.hasPrefix("> for i") })
            #expect(
                rows[start...].prefix(7) == [
                    "> for i = 1, 2 do", "…   print(i)", "… end", "1", "2", "> {a = 'x'}", "{ a = \"x\" }",
                ]
            )
        }
    }

    @Test("A thousand pasted lines are one input, not run before Enter", arguments: [80, 20])
    func paste(columns: Int) async throws {
        try await session(columns: columns, rows: 10) { session in
            let lines = ["n = 0"] + Array(repeating: "n = n + 1", count: 999)
            try await session.type("\u{1B}[200~\(lines.joined(separator: "\r"))\u{1B}[201~")
            try await session.wait(for: "the end of the paste") { $0.text[$0.row] == "… n = n + 1" }
            try await session.type(" print('n is ' .. n)\r")
            try await session.wait(forRow: "n is 999")
            try await session.type("n\r")
            try await session.wait(forRow: "999")
        }
    }

    @Test("A paste into a terminal that does not mark it is one input too")
    func plainPaste() async throws {
        var command = Self.command
        command.environment["TERM"] = "linux"
        try await session(command: command) { session in
            try await session.deliver("do\r  local a = 1\r\r  print('a' .. a)\rend")
            try await session.wait(forLine: "… end")
            try await session.type("\r")
            try await session.wait(forRow: "a1")
        }
    }

    @Test("What is being written stays whole when the window changes its width")
    func resize() async throws {
        try await session { session in
            try await session.type("x = 'a long text that needs more than forty columns' print(#x)")
            try await session.wait(for: "the text") { $0.text[$0.row].hasSuffix("print(#x)") }
            session.resize(columns: 40)
            try await session.wait(for: "two rows") { screen in
                screen.text.contains("> x = 'a long text that needs more than")
                    && screen.text[screen.row].hasSuffix("#x)")
            }
            session.resize(columns: 20)
            try await session.wait(for: "four rows") { screen in
                screen.text.contains("> x = 'a long text t") && screen.text[screen.row].hasSuffix("#x)")
            }
            try await session.type(" print('z')")
            try await session.wait(forLine: "(#x) print('z')")
            try await session.type("\r")
            try await session.wait(forRow: "46")
        }
    }

    @Test("Wide characters, emoji and accents are moved over and deleted whole", arguments: [80, 20])
    func wideText(columns: Int) async throws {
        try await session(columns: columns) { session in
            try await session.type("'漢字👍e\u{301}x'")
            try await session.wait(forLine: "> '漢字👍e\u{301}x'")
            // Left over the quote, x and é; the thumb goes, then a character comes between.
            try await session.type("\u{1B}[D\u{1B}[D\u{1B}[D\u{7F}日\r")
            try await session.wait(forRow: "\"漢字日e\u{301}x\"")
        }
    }

    @Test("Arrow up brings a block back, inside of which the arrows move; Ctrl-R finds it")
    func history() async throws {
        try await session(columns: 40) { session in
            try await session.type("local function f()\rreturn 1\rend\rf()\r")
            try await session.wait(forRow: "1")
            try await session.type("\u{1B}[A\u{1B}[A")
            try await session.wait(for: "the block") {
                $0.text.suffix(24).filter { $0 == "> local function f()" }.count == 2
            }
            try await session.type("\u{1B}[A\u{5}\u{7F}2\u{1B}[B\r")
            try await session.wait(forLine: ">")
            try await session.type("f()\r")
            try await session.wait(forRow: "2")
            try await session.wait(forLine: ">")
            try await session.type("\u{12}return 2\r\r")
            try await session.wait(for: "the block again") { screen in
                screen.everything.filter { $0 == "…   return 2" }.count == 2
            }
        }
    }

    @Test("A completion menu comes and goes without trace", arguments: [80, 40, 20])
    func completion(columns: Int) async throws {
        try await session(columns: columns) { session in
            try await session.type("_G.abc1, _G.abc2 = 1, 2 print('ok')\r")
            try await session.wait(forRow: "ok")
            try await session.wait(forLine: ">")
            try await session.type("abc\t\t")
            try await session.wait(for: "the menu") { screen in
                screen.text[(screen.row + 1)...].contains { $0.contains("abc2") }
            }
            try await session.type("\u{1B}")
            try await session.wait(for: "no menu") { screen in
                screen.text[(screen.row + 1)...].allSatisfy(\.isEmpty)
            }
            try await session.type("\u{15}")
            try await session.wait(forLine: ">")
        }
    }

    @Test("Ctrl-C gives up a half-written block")
    func interruptAtPrompt() async throws {
        try await session { session in
            try await session.type("for i = 1, 2 do\rprint(")
            try await session.wait(forLine: "…   print(")
            try await session.type("\u{3}")
            try await session.wait(forLine: ">")
            #expect(session.screen.text.contains("…   print(^C"))
            try await session.type("'on'\r")
            try await session.wait(forRow: "\"on\"")
        }
    }

    @Test(
        "Ctrl-C stops what runs, and the session lives on",
        arguments: [
            EndlessLoop.lua,
            "while true do pcall(function() \(EndlessLoop.lua) end) end",
            "coroutine.wrap(function() pcall(function() \(EndlessLoop.lua) end) \(EndlessLoop.lua) end)()",
            "vimeo.sleep(1000)",
            "vimeo.all{function() vimeo.sleep(1000) end, function() vimeo.sleep(1000) end}",
            "string.gsub('x', '.', function() vimeo.sleep(1000) end)",
            "local _ = setmetatable({}, {__index = function() \(EndlessLoop.lua) end}).x",
        ]
    )
    func interruptRunning(_ code: String) async throws {
        try await session { session in
            try await session.type("io.write('run', 'ning\\n') io.flush() \(code)\r")
            try await session.wait(forRow: "running")
            try await session.type("\u{3}")
            try await session.wait(forLine: ">")
            #expect(session.screen.everything.contains { $0.contains("interrupted") })
            try await session.type("'on'\r")
            try await session.wait(forRow: "\"on\"")
        }
    }

    @Test("Ctrl-C stops a request that gets no answer")
    func interruptRequest() async throws {
        try await TestServer.with(.silence) { server in
            var command = Command(environment: server.credentials)
            command.environment["NO_COLOR"] = "1"
            try await session(command: command) { session in
                try await session.type("vimeo.get('/me')\r")
                await server.waitForRequest()
                try await session.type("\u{3}")
                try await session.wait(forLine: ">")
                try await session.type("'on'\r")
                try await session.wait(forRow: "\"on\"")
            }
        }
    }

    @Test("Ctrl-C stops a flood of output")
    func interruptPrinting() async throws {
        try await session { session in
            try await session.type("for i = 1, 1e9 do print(i) end\r")
            try await session.wait(for: "numbers") { $0.text[0].hasPrefix("1") }
            try await session.type("\u{3}")
            try await session.wait(forLine: ">")
            try await session.type("'on'\r")
            try await session.wait(forRow: "\"on\"")
        }
    }

    @Test(
        "Ctrl-C at the prompt stops a background task that never rests, and the session lives on",
        arguments: [
            "vimeo.spawn(function() print('spinning') io.flush() \(EndlessLoop.lua) end);",
            "vimeo.map({1, 2, 3}, function() print('spinning') io.flush() \(EndlessLoop.lua) end)",
        ]
    )
    func interruptTask(_ code: String) async throws {
        try await session { session in
            try await session.type("\(code)\r")
            try await session.wait(forRow: "spinning")
            try await session.type("\u{3}")
            try await session.wait(forLine: ">")
            try await session.type("'on'\r")
            try await session.wait(forRow: "\"on\"")
            try await session.wait(forLine: ">")
        }
    }

    @Test("The error of a task that nothing waits for is shown as soon as it fails")
    func taskError() async throws {
        try await session { session in
            try await session.type("vimeo.spawn(function() vimeo.sleep(0.1) error('in the task') end);\r")
            try await session.wait(for: "the error") { screen in
                screen.text.contains { $0.contains("in the task") && !$0.hasPrefix(">") }
            }
            try await session.wait(forLine: ">")
        }
    }

    @Test("Enter goes on with what is incomplete as an expression, and not with a string that its line ends")
    func incomplete() async throws {
        try await session { session in
            try await session.type("{ 1,\r2 }\r")
            try await session.wait(forRow: "{ 1, 2 }")
            try await session.wait(forLine: ">")
            try await session.type("'a' ..\r'b'\r")
            try await session.wait(forRow: "\"ab\"")
            try await session.wait(forLine: ">")
            try await session.type("x = 'abc\r")
            try await session.wait(for: "the error") { $0.text.contains { $0.contains("unfinished string") } }
            try await session.wait(forLine: ">")
        }
    }

    @Test("Of two tasks that open a prompt at once, one gets it and the other an error")
    func twoPrompts() async throws {
        var command = Self.command
        command.arguments += ["s.lua"]
        command.files["s.lua"] = """
            local function ask(name) local ok, e = pcall(vimeo.repl) print(name, ok or e.kind) end
            vimeo.map({"one", "two"}, ask)
            """
        try await command.inTerminal { session in
            try await session.wait(for: "the refusal") { $0.text.contains { $0.hasSuffix("usage") } }
            try await session.wait(forLine: ">")
            try await session.type("'on'\r")
            try await session.wait(forRow: "\"on\"")
            try await session.wait(forLine: ">")
            try await session.type("\u{4}")
            try await session.wait(forRow: "left with 0")
            #expect(session.isCooked)
        }
    }

    @Test("A task's output comes above what is being written")
    func background() async throws {
        try await session { session in
            try await session.type(
                "t = vimeo.spawn(function() while not go do vimeo.sleep(0.01) end print('tick') end)\r"
            )
            try await session.wait(forLine: ">")
            try await session.type("half wri")
            try await session.wait(forLine: "> half wri")
            try await session.type("\u{15}go = true\r")
            try await session.wait(forRow: "tick")
            try await session.wait(forLine: ">")
        }
    }

    @Test("A value taller than the window is cut; :more gives all of it to the pager")
    func tall() async throws {
        var command = Self.command
        command.environment["PAGER"] = "sed s/^/paged:/"
        try await session(rows: 10, command: command) { session in
            try await session.type("t = {} for i = 1, 60 do t[i] = 'item ' .. i end\r")
            try await session.wait(forLine: ">")
            try await session.type("t\r")
            try await session.wait(for: "the line that says what is cut") { screen in
                screen.everything.contains { $0.hasPrefix("… ") && $0.hasSuffix(" more lines; :more shows them") }
            }
            try await session.wait(forLine: ">")
            try await session.type(":more\r")
            try await session.wait(forRow: "paged:}")
            try await session.wait(forLine: ">")
        }
    }
}
