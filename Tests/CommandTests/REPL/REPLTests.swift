import Testing

@Suite("A prompt in the middle of a script, its lines from a file")
struct REPLTests {
    /// Runs the lines at the prompt of a script that says "after" behind it.
    private func session(
        _ lines: String...,
        script: String = "vimeo.repl() print('after')",
        files: [String: Text] = [:]
    ) async throws -> Outcome {
        var files = files
        files["s.lua"] = Text(script)
        return try await Command(
            "--sandbox",
            "s.lua",
            input: Text(lines.joined(separator: "\n") + "\n"),
            files: files
        ).run()
    }

    /// What was printed, without the prompts.
    private func output(_ outcome: Outcome) -> [String] {
        outcome.output.string.split(separator: "\n").map { line in
            var line = line
            while line.hasPrefix("> ") || line.hasPrefix(">> ") { line = line.drop { $0 == ">" }.dropFirst() }
            return String(line)
        }
        .filter { !$0.isEmpty }
    }

    @Test("Values print by themselves, and locals are shared by all inputs")
    func locals() async throws {
        let outcome = try await session(
            "local x = 1",
            "local function inc() x = x + 1 end",
            "inc() inc()",
            "x",
            "x, {a = 'b'};",
            "=x + 1"
        )
        #expect(output(outcome) == ["3", "4", "after"])
        #expect(outcome.error == "")
        #expect(outcome.status == 0)
    }

    @Test("It sees the locals and upvalues of the function that opened it, and what it assigns is assigned")
    func frame() async throws {
        let outcome = try await session(
            "a, b",
            "a, b = 'A', 'B'",
            script: """
                local a = 1
                local function f(b) vimeo.repl() return a .. b end
                print(f(2))
                """
        )
        #expect(output(outcome) == ["1", "2", "AB"])
    }

    @Test("With an environment of its own its globals are those")
    func environment() async throws {
        let outcome = try await session("x", "y = 2", "print", script: "e = {x = 1} vimeo.repl(e) print(e.y, y)")
        #expect(output(outcome) == ["1", "nil", "2\tnil"])
    }

    @Test("Input goes on over lines until it is complete")
    func lines() async throws {
        let outcome = try await session("for i = 1, 2 do", "print(i)", "end", "local t = {", "5", "}", "t[1]")
        #expect(output(outcome) == ["1", "2", "5", "after"])
    }

    @Test("Earlier results are _, _1, _2; the last error is _error")
    func results() async throws {
        let outcome = try await session("40", "_ + 2", "_1, _2", "error('oops')", "(tostring(_error):gsub('.*: ', ''))")
        #expect(output(outcome) == ["40", "42", "40", "42", "\"oops\"", "after"])
        let syntax = try await session("error('before')", "x = = 1", "_error")
        #expect(output(syntax) == ["\"input 2:1: unexpected symbol near '='\"", "after"])
    }

    @Test("An error whose message ends as that of Ctrl-C is an error like others, also of a task")
    func notInterrupted() async throws {
        let outcome = try await session(
            "error('upload interrupted!')",
            "error('interrupted!', 0)",
            "vimeo.spawn(function() error('task interrupted!') end); vimeo.sleep(0.01)",
            "tostring(_error):match('task .*')"
        )
        let lines = outcome.errorLines
        #expect(lines.contains("input 1:1: upload interrupted!"), "\(outcome)")
        #expect(lines.contains("interrupted!"), "\(outcome)")
        #expect(lines.contains("input 3:1: task interrupted!"), "\(outcome)")
        #expect(!lines.contains("interrupted"))
        #expect(output(outcome) == ["\"task interrupted!\"", "after"])
    }

    @Test("x?? shows the lines of a function, and says where its file got shorter meanwhile")
    func changedFile() async throws {
        let outcome = try await session(
            "dofile 'lib.lua'",
            "f??",
            "io.open('lib.lua', 'w'):write('-- short'):close();",
            "f??",
            files: ["lib.lua": "-- one\n-- two\nfunction f()\n  return 1\nend\n"]
        )
        #expect(output(outcome) == ["function f()", "  return 1", "end", "after"])
        #expect(outcome.error.string.contains("lib.lua, lines 3 to 5\n"))
        #expect(outcome.error.string.contains("lib.lua has changed since it was loaded; load it again\n"), "\(outcome)")
    }

    @Test(
        "An error names its line, shows the source with a caret, and suggests a name",
        arguments: [
            (
                "prnt(1)",
                [
                    "input 1:1: attempt to call a nil value (global 'prnt')", "  1 | prnt(1)", "    | ^^^^",
                    "hint: did you mean print?",
                ]
            ),
            (
                "local t = {} t.x.y = 1",
                [
                    "input 1:1: attempt to index a nil value (field 'x')", "  1 | local t = {} t.x.y = 1",
                    "    |                ^", "the input failed, so its locals are lost: t",
                ]
            ),
            ("x = = 1", ["input 1:1: unexpected symbol near '='", "  1 | x = = 1", "    |     ^"]),
            ("error({code = 5})", ["error value: { code = 5 }", "  1 | error({code = 5})"]),
            ("nme", ["nme is not defined, so it was nil"]),
        ]
    )
    func errors(input: String, expected: [String]) async throws {
        let outcome = try await session(input)
        #expect(Array(outcome.errorLines.dropLast()) == expected)
        #expect(output(outcome).last == "after")
    }

    @Test("An error of the API shows kind, status and hint")
    func apiError() async throws {
        let outcome = try await session("vimeo.get('/videos/99999999'):check()")
        let lines = outcome.errorLines
        #expect(lines.first?.contains(": 404 ") == true)
        #expect(lines.contains { $0.hasPrefix("  kind api · status 404") })
        #expect(lines.contains { $0.hasPrefix("hint: ") })
    }

    @Test("An error inside functions shows the calls between, and none of the prompt's own")
    func traceback() async throws {
        let outcome = try await session("function f() error('deep') end function g() f() end", "g()")
        #expect(outcome.error.string.contains("  input 1:1: in function 'f'"))
        #expect(outcome.error.string.contains("  input 1:1: in function 'g'"))
        #expect(!outcome.error.string.contains("s.lua"))
        #expect(!outcome.error.string.contains("pcall"))
    }

    @Test("A response shows its status before its body, and the rate limit only when it is low")
    func response() async throws {
        let outcome = try await session("vimeo.get('/me', {fields = 'name'})")
        let lines = output(outcome)
        #expect(lines.first?.hasPrefix("200 GET http://127.0.0.1:") == true)
        #expect(lines.first?.hasSuffix("/me") == true)
        #expect(lines.dropFirst().first == "{ name = \"Ada Winter\" }")
    }

    @Test("<close> variables are closed with their input, and say so; <const> ones stay constant")
    func attributes() async throws {
        let outcome = try await session(
            "local c <close> = setmetatable({}, {__close = function() print('closed') end})",
            "c",
            "local k <const> = 7",
            "k = 8",
            "k"
        )
        #expect(output(outcome) == ["closed", "nil", "7", "after"])
        #expect(outcome.error.string.contains("c is closed at the end of this input"))
        #expect(outcome.error.string.contains("attempt to assign to const variable 'k'"))
    }

    @Test(":save writes the inputs that succeeded as a script with the same results")
    func save() async throws {
        let folder = try TemporaryFolder()
        let lines = [
            "local x = 1", "local function inc() x = x + 1 end", "inc()", "40 + 2;", "x + _4", "print('is', _)",
            "error('no')", "for i = 1, 2 do", "  x = x + i", "end", "local y <const> = x", "print('y', y)",
            "local z = 7 return z, 8", "return", "print('z', z, _11)",
            "secret = 'hidden'", ":save saved.lua", ":save saved.lua", ":save! saved.lua",
        ]
        let first = try await Command(
            "--sandbox",
            "s.lua",
            input: Text(lines.joined(separator: "\n") + "\n"),
            files: ["s.lua": "vimeo.repl()"]
        ).run(in: folder)
        #expect(output(first).filter { $0.contains("\t") } == ["is\t44", "y\t5", "z\t7\t7"])
        let written = "11 inputs written to saved.lua; left out, as they may contain secrets: 1\n"
        #expect(
            first.error.string.hasSuffix(
                written + "saved.lua already exists; :save! saved.lua replaces it\n" + written
            )
        )
        #expect(try folder.mode("saved.lua") == 0o600)
        let second = try await Command("saved.lua").run(in: folder)
        #expect(second.output == "is\t44\ny\t5\nz\t7\t7\n")
        #expect(second.error == "")
        #expect(second.status == 0)
    }

    @Test("A table's own __tostring says how it prints, unless it fails")
    func ownText() async throws {
        let outcome = try await session(
            "setmetatable({1}, {__tostring = function() return 'mine' end})",
            "setmetatable({1}, {__tostring = function() error('no') end})",
            "setmetatable({1}, {__tostring = function() return 'a\\27[2Jb' end})"
        )
        #expect(output(outcome) == ["mine", "{ 1 }", "a\\u{1b}[2Jb", "after"])
    }

    @Test(":load runs a file and keeps its locals")
    func load() async throws {
        let outcome = try await session(
            ":load f.lua",
            "v",
            ":load bad.lua",
            ":load none.lua",
            files: ["f.lua": "#!/usr/bin/env lua\nlocal v = 'loaded'", "bad.lua": "\nerror('in line 2')"]
        )
        #expect(output(outcome) == ["\"loaded\"", "after"])
        #expect(outcome.error.string.contains("bad.lua:2: in line 2\n  2 | error('in line 2')"))
        #expect(outcome.error.string.contains("cannot read none.lua: No such file or directory"))
    }

    @Test(":vars lists the variables, :history the inputs")
    func listing() async throws {
        let outcome = try await session("local a = 1", "b = {1, 2}", "nil + 1", ":vars", ":history")
        let lines = output(outcome)
        #expect(lines.contains("  local  a = 1"))
        #expect(lines.contains("  global b = { 1, 2 }"))
        #expect(lines.contains("!  3  nil + 1"))
    }

    @Test(":trace shows requests as they happen, :curl the last one, neither with a secret")
    func trace() async throws {
        let outcome = try await session(
            ":trace",
            "vimeo.patch('/videos/1001', {name = 'n'}).ok;",
            ":curl",
            ":trace off",
            "vimeo.get('/me').ok;"
        )
        #expect(outcome.error.string.contains("→ PATCH http://127.0.0.1:"))
        #expect(!outcome.error.string.contains("/me  200"))
        let curl = output(outcome).first ?? ""
        #expect(curl.hasPrefix("curl -X PATCH -H "))
        #expect(curl.contains("\"Authorization: Bearer $VIMEO_ACCESS_TOKEN\""))
        #expect(curl.contains("--data-binary '{\"name\":\"n\"}' 'http://127.0.0.1:"))
    }

    @Test(":time, :bench and :profile measure")
    func measuring() async throws {
        let outcome = try await session(
            ":time vimeo.get('/me').ok",
            ":bench math.abs(1)",
            ":bench vimeo.get('/me')",
            ":profile for i = 1, 1e6 do local x = i % 7 end"
        )
        #expect(outcome.error.string.contains("CPU · +"))
        #expect(outcome.error.string.contains("1 request, "))
        #expect(output(outcome).contains { $0.contains("per run at best") })
        let sums = outcome.errorLines.filter { $0.hasPrefix("all together: ") && $0.contains(" CPU · ") }
        #expect(sums.map { $0.contains(" requests, ") } == [false, true], "\(outcome)")
        #expect(output(outcome).contains { $0.hasSuffix("%  input 2:1") })
    }

    @Test("help tells about functions, operations and values; apropos searches")
    func help() async throws {
        let outcome = try await session(
            "help(vimeo.get)",
            "vimeo.upload?",
            "vimeo.upload_texttrack?",
            "help 'POST /me/videos'",
            "help(function(a, ...) end)",
            "apropos 'texttrack'"
        )
        let text = outcome.output.string
        #expect(text.contains("vimeo.get(path [, query [, options]]) → response"))
        #expect(text.contains("vimeo.upload(filename [, fields [, options]]) → "))
        #expect(text.contains("track_type  (string) what the text is for: captions, chapters"))
        #expect(text.contains("POST /me/videos\n"))
        #expect(text.contains("function(a, ...)"))
        #expect(text.contains("POST /videos/{video_id}/texttracks"))
    }

    @Test("exit and quit leave the prompt, unless they are variables", arguments: ["exit", "quit()", ":q", " exit()"])
    func leaving(input: String) async throws {
        #expect(output(try await session(input, "print('not reached')")) == ["after"])
        let outcome = try await session("exit = 5", "exit", "print('reached')")
        #expect(output(outcome) == ["5", "reached", "after"])
    }

    @Test("An unknown command is reported; :quit ends the prompt")
    func commands() async throws {
        let outcome = try await session(":tme", ":nothing", ":quit", "print('not reached')")
        #expect(outcome.error.string.contains("unknown command :tme; did you mean :time?"))
        #expect(outcome.error.string.contains("unknown command :nothing; :help lists the commands"))
        #expect(output(outcome) == ["after"])
    }

    @Test("Tasks started at the prompt go on while later inputs wait")
    func tasks() async throws {
        let outcome = try await session(
            "t = vimeo.spawn(function() vimeo.sleep(0.01) return 'done' end)",
            "t.status",
            "t:await()",
            "t.status"
        )
        #expect(output(outcome) == ["\"ready\"", "\"done\"", "\"done\"", "after"])
    }

    @Test("Text that could move the cursor is escaped")
    func hostile() async throws {
        let outcome = try await session("'\\27[2Jx'", "error('\\27[2Jy')", "help '\\27[2Jz'")
        #expect(!outcome.output.string.contains("\u{1B}"))
        #expect(!outcome.error.string.contains("\u{1B}"))
    }
}
