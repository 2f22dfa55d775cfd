import Testing

@Suite("--timeout and --max-memory")
struct LimitTests {
    @Test(
        "The time-out ends what a script may be stuck in",
        arguments: [
            "while true do end",
            "while true do pcall(function() while true do end end) end",
            "while true do pcall(error) end",
            "vimeo.sleep(1000)",
            "while true do pcall(vimeo.sleep, 1000) end",
            "coroutine.wrap(function() while true do end end)()",
            "while true do coroutine.wrap(function() pcall(function() while true do end end) end)() end",
            "table.sort({3, 2, 1}, function() while true do end end)",
            "local x <close> = setmetatable({}, {__close = function() while true do end end}) error('e')",
            "local function f() return pcall(f) end while true do f() end",
            "load(function() while true do end end)",
            "string.gsub(('x'):rep(100), 'x', function() while true do end end)",
        ]
    )
    func timeout(_ code: String) async throws {
        let outcome = try await Command("--timeout", "0.3", "-e", Text(code)).run()
        #expect(outcome.error.string.contains("--timeout 0.3 seconds"), "\(outcome)")
        #expect(outcome.status == 1)
    }

    @Test(
        "The time-out ends the process where Lua itself lets nothing interrupt",
        arguments: [
            "setmetatable({}, {__gc = function() while true do end end}) collectgarbage()",
            "xpcall(error, function() while true do end end)",
        ]
    )
    func uninterruptible(_ code: String) async throws {
        let outcome = try await Command("--timeout", "0.3", "-e", Text(code)).run()
        #expect(outcome.error.string.contains("--timeout 0.3 seconds"), "\(outcome)")
        #expect(outcome.status == 1)
    }

    @Test("The time-out ends a request to a server that never answers")
    func request() async throws {
        try await TestServer.with(.silence) { server in
            let outcome = try await Command(
                "--timeout",
                "0.3",
                "-e",
                "vimeo.get('/me')",
                environment: server.credentials
            ).run()
            #expect(outcome.error.string.contains("--timeout 0.3 seconds"))
            #expect(outcome.status == 1)
        }
    }

    @Test(
        "The time-out ends the process though nobody reads standard error, which is a full pipe",
        // The thread sanitizer's `_exit` flushes standard error first.
        .disabled(if: Programs.isSanitized("TSAN"))
    )
    func fullPipe() async throws {
        let script = "while true do io.stderr:write((\"x\"):rep(1000)) end"
        let command = "mkfifo p; '\(Programs.ours)' --timeout 0.3 -e '\(script)' 2<>p; echo $?"
        let outcome = try await Command("-e", Text("os.execute([[\(command)]])")).run()
        #expect(outcome.output == "1\n")
    }

    @Test("A script that is done in time is not touched")
    func inTime() async throws {
        let outcome = try await Command("--timeout", "50", "-e", "print('done')").run()
        #expect(outcome.output == "done\n")
        #expect(outcome.error == "")
        #expect(outcome.status == 0)
    }

    @Test(
        "Too much memory is Lua's own error, which can be caught",
        arguments: [
            "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(1000) .. i end",
            "local s = 'x' while true do s = s .. s end",
            "coroutine.wrap(function() local t = {} while true do t = {t} end end)()",
            "string.rep('x', 1e8)",
        ]
    )
    func memory(_ code: String) async throws {
        let outcome = try await Command("--max-memory", "4M", "-e", Text(code)).run()
        #expect(outcome.errorLines.first == "lua: not enough memory", "\(outcome)")
        #expect(outcome.status == 1)
        let caught: Text = "local ok, e = pcall(function() \(code) end) collectgarbage() print(ok, e)"
        #expect(try await Command("--max-memory", "4M", "-e", caught).run().output == "false\tnot enough memory\n")
    }

    @Test("Less than Lua needs to start is an error, no crash")
    func tooLittle() async throws {
        for size in ["1", "1K", "10K", "20K", "40K"] {
            let outcome = try await Command("--max-memory", Text(size), "-e", "print(1)").run()
            #expect(outcome.status == 1 || outcome.output == "1\n", "\(size): \(outcome)")
            #expect(outcome.signal == nil)
        }
    }

    @Test("Sizes are bytes, or have K, M or G, in either case", arguments: ["33554432", "32768K", "32m", "1G"])
    func sizes(_ size: String) async throws {
        #expect(
            try await Command("--max-memory", Text(size), "-e", "print(#('x'):rep(1e6))").run().output == "1000000\n"
        )
    }
}
