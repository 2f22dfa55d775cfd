import FoundationEssentials
import Testing

@Suite("Limits of the system")
struct SystemLimitTests {
    /// Runs a script by a shell that first sets a limit.
    private func run(_ limit: String, _ options: String = "", script: Text) async throws -> Outcome {
        try await Command(
            "-e",
            #"os.exit(os.execute(os.getenv("LIMIT") .. "; exec " .. os.getenv("PROGRAM") .. " script.lua") == true)"#,
            environment: [
                "LIMIT": limit, "PROGRAM": "\(Programs.ours) \(options)", "VIMEO_ACCESS_TOKEN": "t",
                "VIMEO_LUA_RETRIES": "0", "VIMEO_API_ROOT": "http://127.0.0.1:1",
            ],
            files: ["script.lua": script]
        ).run()
    }

    @Test(
        "A child process inherits no socket, no epoll and no timer of ours",
        .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/fd"))
    )
    func inheritance() async throws {
        let outcome = try await Command(
            "--sandbox",
            "-e",
            #"""
            assert(vimeo.get("/me").ok)
            print("popen", io.popen("ls -l /proc/self/fd"):read("a"))
            io.stdout:flush()
            os.execute("ls -l /proc/self/fd")
            """#
        ).run()
        #expect(outcome.output.string.contains("pipe:"))
        for kind in ["socket:", "anon_inode:"] { #expect(!outcome.output.string.contains(kind)) }
        #expect(outcome.error.string == "")
    }

    @Test("A write beyond the limit of file sizes is an error, of vimeo.fs and of io, and the program goes on")
    func fileSize() async throws {
        let outcome = try await run(
            "ulimit -f 8",
            script: #"""
                local ok, e = pcall(vimeo.fs.write, "big", ("x"):rep(1000000))
                print(ok, e.kind, e.code, vimeo.fs.exists("big"))
                local file <close> = assert(io.open("other", "w"))
                file:setvbuf("no")
                print(file:write(("x"):rep(1000000)))
                """#
        )
        #expect(outcome.output.string == "false\tfile\ttoo_large\tfalse\nnil\tFile too large\t27\n")
    }

    @Test("Without descriptors a request is an error that pcall catches; with descriptors the next one is made")
    func descriptors() async throws {
        let outcome = try await run(
            "ulimit -n 64",
            script: #"""
                local files = {}
                repeat files[#files + 1] = io.open("/dev/null") until #files > 0 and not io.open("/dev/null")
                local ok, e = pcall(vimeo.get, "/me")
                print(ok, e.code)
                for _, file in ipairs(files) do file:close() end
                collectgarbage()
                ok, e = pcall(vimeo.get, "/me")
                print(ok, e.code)
                """#
        )
        #expect(outcome.output.string == "false\ttoo_many_open\nfalse\trefused\n")
        #expect(outcome.status == 0)
    }
}
