import FoundationEssentials
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("A sandbox that a folder keeps")
struct SandboxDataTests {
    /// Creates showcases without end, and prints each that was answered.
    private static let work: Text = """
        io.stdout:setvbuf("line")
        while true do
          local ok, made = pcall(vimeo.post, "/me/albums", {name = "S"})
          if not ok then break end
          print(made:check().body.uri)
        end
        """

    @Test("What was answered is there after kill -9 of the sandbox, at any moment")
    func killed() async throws {
        let folder = try TemporaryFolder()
        var made: Set<Substring> = []
        for round in 1...5 {
            let outcome = try await Command("sandbox", "--data", "kept", "--videos", "3").converse(in: folder) {
                session in
                try await session.waitForSandbox()
                var environment = session.variables
                environment["VIMEO_LUA_RETRIES"] = "0"
                let client = Command("-e", Self.work, environment: environment)
                let process = session.processIdentifier
                _ = try await client.converse(in: folder) { client in
                    while client.text.split(separator: "\n").count < 10 * round { try await client.readMore() }
                    kill(process, SIGKILL)
                    try await client.drain()
                    try folder.write("made", client.text)
                }
            }
            #expect(outcome.output.string.contains("VIMEO_API_ROOT="))
            let text = try String(contentsOfFile: folder.file("made"), encoding: .utf8)
            let answered = text.split(separator: "\n")
            #expect(answered.count >= 10 * round)
            #expect(made.isDisjoint(with: answered))
            made.formUnion(answered)
        }
        let list: Text = "for album in vimeo.each('/me/albums', {fields = 'uri'}) do print(album.uri) end"
        let outcome = try await Command("--sandbox=kept", "-e", list).run(in: folder)
        let kept = Set(outcome.output.string.split(separator: "\n"))
        // The last request of each round may have been done but not answered.
        #expect(made.isSubset(of: kept) && kept.count <= made.count + 5)
    }

    /// The numbers in whole lines `sent N`.
    private static func sent(_ text: String) -> [Int] {
        text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().filter { $0.hasPrefix("sent\t") }
            .compactMap { Int($0.dropFirst(5)) }
    }

    @Test("vimeo.upload goes on after kill -9, in the sandbox of the folder")
    func uploadGoesOn() async throws {
        let folder = try TemporaryFolder()
        try folder.write("talk.mp4", bytes: [UInt8](repeating: 7, count: 1 << 20))
        let upload: Text = """
            local function show(sent) print("sent", sent) io.stdout:flush() end
            local options = {chunk_size = 65536, limit = arg[1] and 2^20, on_progress = show}
            print(vimeo.upload("talk.mp4", {name = "Talk"}, options))
            print(vimeo.get("/me/videos", {query = "Talk", filter_playable = false}).body.total)
            """
        try folder.write("u.lua", upload)
        var command = Command("--progress", "none", "--sandbox=kept", "u.lua", "slow")
        _ = try await command.converse(in: folder) { session in
            // Reports also come within a chunk, which the server has not stored then.
            while !Self.sent(session.text).contains(where: { $0 >= 4 * 65536 }) { try await session.readMore() }
            try session.kill()
        }
        command = Command("--progress", "none", "--sandbox=kept", "u.lua")
        let outcome = try await command.run(in: folder)
        let lines = outcome.output.string.split(separator: "\n")
        #expect(try #require(Self.sent(outcome.output.string).first) > 65536, "\(outcome)")
        // The video of the account called Talk, and this one.
        #expect(lines.last == "1", "\(outcome)")
        #expect(lines.dropLast().last?.hasPrefix("/videos/") == true)
    }

    @Test("A folder in use, and one that cannot be used, are refused in plain words")
    func refused() async throws {
        let folder = try TemporaryFolder()
        try folder.write("file", "")
        _ = try await Command("sandbox", "--data", "kept").converse(in: folder) { session in
            try await session.waitForSandbox()
            let second = try await Command("--sandbox=kept", "-e", "print(1)").run(in: folder)
            #expect(second.status == 1)
            #expect(second.output == "")
            #expect(second.error.string.contains("Another sandbox uses the folder kept: process "), "\(second)")
            try session.terminate()
        }
        let other = try await Command("sandbox", "--data", "file/kept").run(in: folder)
        #expect(other.error.string.contains("cannot use the folder file/kept: Not a directory"), "\(other)")
        #expect(try await Command("--sandbox=", "-e", "print(1)").run(in: folder).status == 64)
        let kept = try await Command("--sandbox=kept", "-e", "print(vimeo.get('/me').body.name)").run(in: folder)
        #expect(kept.output == "Ada Winter\n", "\(kept)")
    }

    @Test("A log that was cut off is reported, and the account is the one that was made first")
    func cutOff() async throws {
        let folder = try TemporaryFolder()
        let rename: Text = "vimeo.patch('/videos/1001', {name = arg[1]}):check()"
        try folder.write("r.lua", rename)
        for name in ["One", "Two"] {
            #expect(try await Command("--sandbox=kept", "r.lua", Text(name)).run(in: folder).status == 0)
        }
        let path = folder.file("kept/changes")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try folder.write("kept/changes", text.dropLast(9))
        let show: Text = "print(vimeo.get('/videos/1001').body.name)"
        let outcome = try await Command("--sandbox=kept", "-e", show).run(in: folder)
        #expect(outcome.output == "One\n", "\(outcome)")
        #expect(outcome.error.string.contains("was cut off and is left out"), "\(outcome)")
        _ = try await Command("sandbox", "--data", "kept", "--videos", "3").converse(in: folder) { session in
            try await session.waitForSandbox()
            try session.terminate()
        }
    }
}
