import FoundationEssentials
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Ctrl-C")
struct SignalTests {
    @Test("Once, it ends a loop with 'interrupted!', as in lua 5.4 but for the status 130")
    func loop() async throws {
        let command = Command("-e", "print('ready') io.stdout:flush() \(EndlessLoop.lua)")
        let ours = try await command.converse(Self.interruptWhenReady)
        let stock = try await command.converse(with: Programs.lua, Self.interruptWhenReady)
        #expect(ours.status == 130)
        #expect(stock.status == 1)
        // It may come while print returns, so that the traceback has a line for that.
        for outcome in [ours, stock] {
            let lines = outcome.errorLines
            #expect(["lua: interrupted!", "lua: (command line):1: interrupted!"].contains(lines.first), "\(outcome)")
            #expect(lines.dropFirst().first == "stack traceback:")
            #expect(lines.suffix(3) == ["\t(command line):1: in main chunk", "\t[C]: in ?", ""])
        }
    }

    @Test("pcall catches it; the script goes on and ends as it wants")
    func caught() async throws {
        let outcome = try await Command(
            "s.lua",
            files: [
                "s.lua": """
                local ok, message = pcall(function()
                  print("ready") io.stdout:flush()
                  \(EndlessLoop.lua)
                end)
                print(ok, message:match("interrupted!"))
                os.exit(9)
                """
            ]
        ).converse(Self.interruptWhenReady)
        #expect(outcome.output == "ready\nfalse\tinterrupted!\n")
        #expect(outcome.error == "")
        #expect(outcome.status == 9)
    }

    @Test("A second one kills")
    func twice() async throws {
        let outcome = try await Command(
            "s.lua",
            files: [
                "s.lua": """
                pcall(function() print("ready") io.stdout:flush() \(EndlessLoop.lua) end)
                print("caught") io.stdout:flush()
                while true do pcall(function() \(EndlessLoop.lua) end) end
                """
            ]
        ).converse { session in
            try await session.wait(for: "ready\n")
            try session.interrupt()
            try await session.wait(for: "caught\n")
            try session.interrupt()
        }
        #expect(outcome.signal == SIGINT)
    }

    @Test(
        "A loop in a coroutine ends too, where lua 5.4 has to be killed",
        arguments: [
            "coroutine.wrap(function() loop() end)()",
            "coroutine.resume(coroutine.create(loop)) os.exit(130)",
            "coroutine.wrap(function() coroutine.wrap(function() coroutine.wrap(loop)() end)() end)()",
            "local f = coroutine.wrap(function() coroutine.yield() loop() end) f() f()",
        ]
    )
    func coroutine(_ code: String) async throws {
        let outcome = try await Command(
            "s.lua",
            files: [
                "s.lua": """
                function loop() print("ready") io.stdout:flush() \(EndlessLoop.lua) end
                \(code)
                """
            ]
        ).converse(Self.interruptWhenReady)
        #expect(outcome.status == 130)
    }

    @Test("vimeo.sleep ends at once")
    func sleep() async throws {
        let outcome = try await Command("-e", "print('ready') io.stdout:flush() vimeo.sleep(1000)")
            .converse(Self.interruptWhenReady)
        #expect(outcome.error.string.contains("interrupted!\n"))
        #expect(outcome.status == 130)
    }

    @Test("A sleep that is caught is a cancelled one, and the script goes on")
    func sleepCaught() async throws {
        let outcome = try await Command(
            "s.lua",
            files: [
                "s.lua": """
                local ok, e = pcall(function() print("ready") io.stdout:flush() vimeo.sleep(1000) end)
                print(ok, tostring(e):match("interrupted!"))
                vimeo.sleep(0.001)
                print("slept again")
                """
            ]
        ).converse(Self.interruptWhenReady)
        #expect(outcome.output == "ready\nfalse\tinterrupted!\nslept again\n")
        #expect(outcome.status == 0)
    }

    @Test(
        "A request to a server that never answers ends at once",
        arguments: [
            "vimeo.get('/me')",
            "vimeo.post('/me/projects', {name = 'x'})",
            "coroutine.wrap(function() vimeo.get('/me') end)()",
            "table.sort({2, 1}, function() vimeo.get('/me') end)",
        ]
    )
    func request(_ code: String) async throws {
        let outcome = try await TestServer.with(.silence) { server in
            let command = Command("-e", Text(code), environment: server.credentials)
            return try await command.converse { session in
                await server.waitForRequest()
                try session.interrupt()
            }
        }
        #expect(outcome.error.string.contains("interrupted!"))
        #expect(outcome.status == 130)
    }

    #if os(Linux)
        @Test("A read from a pipe ends, with the error of the system that Lua reports")
        func read() async throws {
            let outcome = try await Command("-e", "print('ready') io.stdout:flush() print(io.read())").converse {
                session in
                try await session.wait(for: "ready\n")
                try await session.waitUntilReading()
                try session.interrupt()
            }
            #expect(outcome.status == 130)
        }
    #endif

    @Test("SIGTERM ends a script as any program")
    func terminated() async throws {
        let outcome = try await Command("-e", "print('ready') io.stdout:flush() vimeo.sleep(1000)").converse {
            session in
            try await session.wait(for: "ready\n")
            try session.terminate()
        }
        #expect(outcome.signal == SIGTERM || outcome.status == 143)
    }

    #if os(Linux)
        @Test(
            "SIGTERM ends a script inside a C function that does not return",
            .enabled(if: EndlessLoop.signalsReachC)
        )
        func terminatedInside() async throws {
            let outcome = try await Command("-e", "os.execute('echo inside; read line')").converse { session in
                try await session.wait(for: "inside\n")
                try session.terminate()
            }
            #expect(outcome.signal == SIGTERM || outcome.status == 143, "\(outcome)")
        }
    #endif

    @Test("At the prompt of a pipe it kills, as in lua 5.4")
    func prompt() async throws {
        let outcome = try await Command("-i").converse { session in
            try await session.wait(for: "> ")
            try session.interrupt()
        }
        #expect(outcome.signal == SIGINT)
    }

    @Test("A loop typed at the prompt ends, and the prompt goes on")
    func promptLoop() async throws {
        let outcome = try await Command("-i").converse { session in
            try await session.write("print('ready') io.stdout:flush() \(EndlessLoop.lua)\n")
            try await session.wait(for: "ready\n")
            try session.interrupt()
            try await session.write("print('still here')\n")
            try await session.wait(for: "still here\n")
            try await session.closeInput()
        }
        #expect(outcome.error.string.contains("interrupted!\nstack traceback:\n"))
        #expect(outcome.status == 0)
    }

    @Test(
        "It ends vimeo-lua sandbox, as SIGTERM does, and nothing that was uploaded stays behind",
        arguments: [true, false]
    )
    func sandbox(isInterrupt: Bool) async throws {
        let folder = try TemporaryFolder()
        let outcome = try await Command("sandbox").converse(in: folder) { session in
            try await session.waitForSandbox()
            let upload = Command(
                "-e",
                "vimeo.upload('v.mp4')",
                environment: session.variables,
                files: ["v.mp4": "some bytes"]
            )
            #expect(try await upload.run().status == 0)
            if isInterrupt { try session.interrupt() } else { try session.terminate() }
        }
        // Shells show both forms as 130 and 143.
        #expect(outcome.signal == (isInterrupt ? SIGINT : SIGTERM) || outcome.status == (isInterrupt ? 130 : 143))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    private static let interruptWhenReady: @Sendable (Session) async throws -> Void = { session in
        try await session.wait(for: "ready\n")
        try session.interrupt()
    }
}
