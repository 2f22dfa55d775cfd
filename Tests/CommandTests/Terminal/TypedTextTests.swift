import Testing

@Suite("What is typed at the prompt is what arrives")
struct TypedTextTests {
    private func session(
        columns: Int = 80,
        rows: Int = 24,
        in folder: TemporaryFolder? = nil,
        _ body: @escaping @Sendable (TerminalSession) async throws -> Void
    ) async throws {
        let command = Command("--sandbox", environment: ["NO_COLOR": "1"])
        try await command.inTerminal(columns: columns, rows: rows, in: folder) { session in
            try await session.wait(forLine: ">")
            try await body(session)
        }
    }

    @Test(
        "A paste that the terminal does not mark is one input, with its own indentation",
        arguments: [20, 40, 80, 200]
    )
    func unmarkedPaste(columns: Int) async throws {
        try await session(columns: columns) { session in
            try await session.deliver("x = 5\r + 6\r")
            try await session.wait(forRow: "…  + 6")
            try await session.type("x\r")
            try await session.wait(forRow: "11")
            try await session.deliver("do\r    local y\r\ty = 1\rend")
            try await session.wait(forRow: "…     local y")
            try await session.wait(forLine: "… end")
            #expect(session.screen.everything.contains("…     y = 1"))
            try await session.type("\u{3}xpcall ~= nil\r")
            try await session.wait(forRow: "true")
        }
    }

    @Test("Lines typed while an input runs are inputs of their own")
    func typedAhead() async throws {
        let folder = try TemporaryFolder()
        try await session(in: folder) { session in
            let code = "repeat vimeo.sleep(0.01) local file = io.open('go') until file"
            try await session.type("print('run' .. 'ning') \(code)\r")
            try await session.wait(forRow: "running")
            try await session.deliver("1 + 1\r2 + 2\r")
            _ = try folder.write("go", "")
            try await session.wait(forRow: "2")
            try await session.wait(forRow: "4")
        }
    }

    @Test("Page Up and Page Down stay inside an input taller than the window", arguments: [20, 80])
    func pages(columns: Int) async throws {
        try await session(columns: columns, rows: 8) { session in
            try await session.type("old = 1\r")
            try await session.wait(forLine: ">")
            try await session.deliver((1...40).map { "x = \($0)" }.joined(separator: "\r"))
            try await session.wait(forLine: "… x = 40")
            try await session.deliver(String(repeating: "\u{1B}[5~", count: 20))
            try await session.wait(forLine: "> x = 1")
            try await session.deliver(String(repeating: "\u{1B}[6~", count: 20))
            try await session.wait(forLine: "… x = 40")
            #expect(session.screen.everything.filter { $0.contains("old = 1") }.count == 1)
        }
    }

    @Test("Up searches for what is typed, Ctrl-R shows more matches and says when there is none", arguments: [20, 80])
    func history(columns: Int) async throws {
        try await session(columns: columns) { session in
            for input in ["aa = 1", "bb = 2", "aa = 3"] {
                try await session.type("\(input)\r")
                try await session.wait(forLine: ">")
            }
            try await session.type("a\u{1B}[A\u{1B}[A")
            try await session.wait(forLine: "> aa = 1")
            try await session.type("\u{3}")
            try await session.wait(forLine: ">")
            try await session.type("\u{12}=")
            try await session.wait(for: "the matches below") { screen in
                ["aa = 3", "bb = 2"].allSatisfy(screen.text[(screen.row + 1)...].contains)
            }
            try await session.type("\u{12}\u{12}\u{12}")
            try await session.wait(for: "the end") { $0.text[($0.row + 1)...].contains("no older match") }
            try await session.type("\u{7}")
            try await session.wait(forLine: ">")
        }
    }

    @Test("Alt-. takes the last argument, a number repeats a key, Ctrl-V inserts it")
    func keys() async throws {
        try await session { session in
            try await session.type("f = print(vimeo.json.null, '/me/videos')\r")
            try await session.wait(forLine: ">")
            try await session.type("x = \u{1B}.")
            try await session.wait(forLine: "> x = '/me/videos'")
            try await session.type("\u{15}\u{1B}4y\u{16}")
            try await session.type("\t")
            try await session.type("z")
            try await session.wait(for: "four and a tab") { $0.text[$0.row].hasPrefix("> yyyy    z") }
        }
    }

    @Test("_PROMPT and _PROMPT2 are shown, converted once a prompt; a failing one is reported", arguments: [20, 80])
    func prompts(columns: Int) async throws {
        try await session(columns: columns) { session in
            try await session.type("n = 0 T = {__tostring = function() n = n + 1 return n .. '$ ' end}\r")
            try await session.wait(forLine: ">")
            try await session.type("_PROMPT2 = '+ ' _PROMPT = setmetatable({}, T)\r")
            try await session.wait(forLine: "1$")
            try await session.type("do\r")
            try await session.wait(forLine: "+")
            try await session.type("end\r")
            try await session.wait(forLine: "2$")
            try await session.type("T.__tostring = function() error('bad', 0) end\r")
            try await session.wait(for: "the report") { $0.everything.joined().contains("_PROMPT is not usable: bad") }
            try await session.wait(forLine: ">")
        }
    }

    @Test("A terminal without TERM or with TERM=dumb gets no sequence at all", arguments: ["", "dumb"])
    func dumb(type: String) async throws {
        try await Command("--sandbox", environment: ["TERM": type, "PAGER": "sed s/^/paged:/"]).inTerminal(rows: 8) {
            session in
            try await session.wait(forLine: ">")
            try await session.type("t = {} for i = 1, 40 do t[i] = 'item ' .. i end\r")
            try await session.wait(forLine: ">")
            try await session.type("error('red')\r")
            try await session.wait(forRow: "input 2:1: red")
            try await session.wait(forLine: ">")
            try await session.type("t\r")
            try await session.wait(for: "the whole table") { $0.everything.contains { $0.contains("\"item 40\"") } }
            try await session.wait(forLine: ">")
            try await session.type("os.exit(3)\r")
            try await session.wait(forRow: "left with 3")
            #expect(!session.received.contains(0x1B))
        }
    }

    @Test("Output without a line end is followed by the prompt in a row of its own; one banner, not glued to output")
    func rows() async throws {
        let command = Command("--sandbox", "-v", "-i", "-e", "io.write('abc')", environment: ["NO_COLOR": "1"])
        try await command.inTerminal { session in
            try await session.wait(forLine: ">")
            #expect(session.screen.everything.prefix(1) == ["abc"])
            #expect(session.screen.everything.filter { $0.contains("Lua 5.4") }.count == 1)
            try await session.type("io.write('def');\r")
            try await session.wait(for: "the row of the output") { $0.everything.contains { $0.hasPrefix("def") } }
            try await session.wait(forLine: ">")
        }
    }

    @Test("Ctrl-Z removes the bar of a transfer, and fg brings it back", .enabled(if: EndlessLoop.signalsReachC))
    func suspendedBar() async throws {
        try await Command.inShell { session in
            try await session.wait(forLine: "sh$")
            let code = "vimeo.upload({data = ('x'):rep(1000000), name = 'x'}, {}, {limit = 20000})"
            try await session.type("\"$PROGRAM\" --sandbox -e \"\(code)\"\r")
            try await session.wait(for: "a bar") { $0.text.contains { $0.contains("%") } }
            try await session.type("\u{1A}")
            try await session.wait(for: "the shell") { $0.text[$0.row] == "sh$" }
            #expect(!session.screen.everything.contains { $0.contains("%") })
            try await session.type("fg\r")
            try await session.wait(for: "the bar") { $0.text.contains { $0.contains("%") } }
            try await session.type("\u{3}")
            try await session.wait(forLine: "sh$")
        }
    }

    @Test("init.lua and repl.set change settings, as :set does; vi's keys work", arguments: [20, 80])
    func settings(columns: Int) async throws {
        let folder = try TemporaryFolder()
        try folder.write("config/vimeo-lua/init.lua", "repl.set{ keys = 'vi', pager = false, time = false }")
        try await session(columns: columns, in: folder) { session in
            try await session.type("x = 'a b'\u{1B}0fbr-uciwy\r")
            try await session.wait(for: "the changed text") { $0.text.contains("> x = 'a y'") }
            try await session.type("x\r")
            try await session.wait(forRow: "\"a y\"")
            try await session.type(":set keys emacs\r:set pager\r")
            func words(_ screen: ScreenModel) -> String {
                screen.everything.joined(separator: " ").split(separator: " ").joined(separator: " ")
            }
            try await session.wait(for: "the pager") {
                words($0).contains("pager is off; it takes on, off or a command")
            }
            try await session.type("repl.set{ keyz = 'vi' }\r")
            try await session.wait(for: "the nearest") { words($0).contains("did you mean keys?") }
            try await session.type("\u{1B}bx\r")
            try await session.wait(forRow: "\"a y\"")
        }
    }
}
