import Testing

@Suite("Functions of scripts, seen from outside")
struct ScriptFunctionTests {
    @Test("A log line cannot move the cursor or look like another line")
    func hostileLog() async throws {
        let outcome = try await Command("-e", #"vimeo.log.warn("a\27[31m\nvimeo-lua: forged")"#).run()
        #expect(outcome.errorLines == [#"warning: a\u{1b}[31m\u{a}vimeo-lua: forged"#, ""])
    }

    @Test("vimeo.log writes to standard error what --log-level shows")
    func log() async throws {
        let code: Text =
            "vimeo.log.debug('a') vimeo.log.info('b', 2, nil) vimeo.log.warn('c') vimeo.log.error({} ~= nil)"
        #expect(try await Command("-e", code).run().errorLines == ["warning: c", "error: true", ""])
        #expect(
            try await Command("--log-level", "debug", "-e", code).run().errorLines == [
                "debug: a", "info: b 2 nil", "warning: c", "error: true", "",
            ]
        )
        #expect(try await Command("--log-level", "error", "-e", code).run().output == "")
    }

    @Test("vimeo.csv.reader(\"-\") reads standard input, from where the script has read to")
    func csv() async throws {
        let code: Text = """
            print(io.read())
            for row, line in vimeo.csv.reader{filename = '-', header = true} do print(line, row.a, row.b) end
            """
        let outcome = try await Command("-e", code, input: "first\na,b\n1,\"x\ny\"\n2,z").run()
        #expect(outcome.output == "first\n2\t1\tx\ny\n4\t2\tz\n", "\(outcome)")
    }

    @Test("With no file descriptor left, glob and walk raise instead of giving a shorter list")
    func descriptors() async throws {
        let folder = try TemporaryFolder()
        try folder.write("a/b", "")
        let code: Text = """
            local files = {}
            for i = 1, 1000000 do
              files[i] = io.open('/dev/null')
              if not files[i] then break end
            end
            local ok, e = pcall(vimeo.fs.glob, 'a/*')
            assert(not pcall(function() for _ in vimeo.fs.walk('.', {on_error = 'skip'}) do end end))
            for i = 1, 20 do files[i]:close() end
            print(ok, e.code, #vimeo.fs.glob('a/*'))
            """
        let outcome = try await Command("-e", code).run(in: folder)
        #expect(outcome.output == "false\ttoo_many_open\t1\n", "\(outcome)")
    }
}
