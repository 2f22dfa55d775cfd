import FoundationEssentials
import Testing

@Suite("Limits of the system")
struct SystemLimitTests {
    /// Runs a script by a shell that first sets a limit.
    private func run(
        _ limit: String,
        _ options: String = "",
        in folder: TemporaryFolder? = nil,
        script: Text
    ) async throws -> Outcome {
        try await Command(
            "-e",
            #"os.exit(os.execute(os.getenv("LIMIT") .. "; exec " .. os.getenv("PROGRAM") .. " script.lua") == true)"#,
            environment: [
                "LIMIT": limit, "PROGRAM": "\(Programs.ours) \(options)", "VIMEO_ACCESS_TOKEN": "t",
                "VIMEO_LUA_RETRIES": "0", "VIMEO_API_ROOT": "http://127.0.0.1:1",
            ],
            files: ["script.lua": script]
        ).run(in: folder)
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

    @Test(
        "A write beyond the limit of file sizes is an error, of vimeo.fs and of io, and the program goes on",
        // A program with the thread sanitizer does not start under such a limit.
        .disabled(if: Programs.isSanitized("TSAN"))
    )
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

    @Test(
        "When the disk takes no more, the sandbox refuses changes with 507 and goes on; what was answered is kept",
        // A program with the thread sanitizer does not start under such a limit.
        .disabled(if: Programs.isSanitized("TSAN"))
    )
    func sandboxOnFullDisk() async throws {
        let folder = try TemporaryFolder()
        let full = try await run(
            "ulimit -f 3000",
            "--sandbox=kept",
            in: folder,
            script: #"""
                local function create() return vimeo.post("/me/albums", {name = "S", description = ("x"):rep(4000)}) end
                local made, answer = 0, create()
                while answer.ok do made, answer = made + 1, create() end
                print(made, answer.status_code)
                print(vimeo.get("/me/albums").body.total - 3 == made, create().status_code)
                """#
        )
        let lines = full.output.string.split(separator: "\n")
        let made = try #require(lines.first?.split(separator: "\t").first.flatMap { Int($0) }, "\(full)")
        #expect(made > 10)
        #expect(lines == ["\(made)\t507", "true\t507"])
        let show: Text = "print(vimeo.get('/me/albums').body.total - 3, vimeo.get('/me').body.name)"
        let kept = try await Command("--sandbox=kept", "-e", show).run(in: folder)
        #expect(kept.output.string == "\(made)\tAda Winter\n", "\(kept)")
    }

    @Test("Without descriptors the sandbox does not start, and says so")
    func sandboxWithoutDescriptors() async throws {
        let outcome = try await run("ulimit -n 10", "--sandbox", script: "print(1)")
        #expect(outcome.error.string.contains("too many files are open"))
        #expect(outcome.output == "")
    }

    @Test(
        "Without memory in the system Lua's error is caught or reported, and the program goes on",
        // A sanitizer reserves more than any limit.
        .disabled(if: Programs.isSanitized("ASAN", "TSAN")),
        arguments: [300_000, 500_000]
    )
    func memory(kibibytes: Int) async throws {
        let outcome = try await run(
            "ulimit -v \(kibibytes)",
            script: #"""
                local function fill() local t = {} for i = 1, 1e9 do t[i] = {} end end
                print(pcall(fill))
                print(vimeo.json.encode{a = 1})
                fill()
                """#
        )
        #expect(outcome.output == "false\tnot enough memory\n{\"a\":1}\n")
        #expect(outcome.error.string.contains("not enough memory"))
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
