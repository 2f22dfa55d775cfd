import FoundationEssentials
import Testing
import VimeoSandbox

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Uploads that are cut off")
struct UploadResumeTests {
    /// A sandbox, a folder with `talk.mp4` in it, and how programs reach the one from the other.
    private struct Bench: Sendable {
        let sandbox: Sandbox
        let folder: TemporaryFolder
        let content: [UInt8]

        var variables: [String: String] {
            ["VIMEO_API_ROOT": sandbox.apiRoot, "VIMEO_ACCESS_TOKEN": sandbox.accessToken]
        }

        func command(_ arguments: Text..., environment: [String: String] = [:]) -> Command {
            var command = Command(environment: variables.merging(environment) { _, new in new })
            command.arguments = arguments
            return command
        }

        /// Uploads the file in 64 KiB chunks, not faster than a test can follow, and prints how far it is.
        func upload(limit: Int = 4 << 20) -> Command {
            command(
                "--progress",
                "none",
                "-e",
                Text(
                    """
                    local function show(sent) print(sent) io.stdout:flush() end
                    local options = {chunk_size = 65536, limit = \(limit), on_progress = show}
                    print('uri', vimeo.upload('talk.mp4', nil, options))
                    """
                )
            )
        }

        /// The creations and the offsets of the PATCHes, in order.
        var creations: Int { sandbox.requests.count { $0.method == "POST" && $0.target.hasPrefix("/me/videos") } }
        var offsets: [Int] {
            sandbox.requests.filter { $0.method == "PATCH" }.compactMap { $0.header("Upload-Offset").flatMap(Int.init) }
        }
    }

    private func bench(size: Int, faults: FaultPlan = FaultPlan(), _ body: (Bench) async throws -> Void) async throws {
        var options = SandboxOptions()
        options.recordsRequests = true
        options.faults = faults
        let sandbox = try await Sandbox.start(options)
        let folder = try TemporaryFolder()
        // No two places look alike.
        var state: UInt32 = 1
        let content = (0..<size).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        try folder.write("talk.mp4", Text(content))
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(Bench(sandbox: sandbox, folder: folder, content: content)))
        } catch {
            result = .failure(error)
        }
        await sandbox.shutdown()
        try result.get()
    }

    /// Waits until the script of ``Bench/upload(limit:)`` has said that at least so much is sent.
    private static func wait(_ session: Session, for sent: Int) async throws {
        while session.text.split(separator: "\n").compactMap({ Int($0) }).last ?? -1 < sent {
            guard try await session.readMore() else { throw Session.Ended(output: session.text, expected: "\(sent)") }
        }
    }

    @Test("Killed at fifty moments, it goes on each time and ends as one video with the same bytes")
    func killed() async throws {
        try await bench(size: 8 << 20) { bench in
            for moment in 1...50 {
                // The process kills itself once so many bytes have gone out: some within a chunk, some at its end.
                let killing = bench.command(
                    "--progress",
                    "none",
                    "-e",
                    Text(
                        """
                        local first
                        vimeo.upload('talk.mp4', nil, {chunk_size = 16384, limit = 300000, on_progress = function(sent)
                          first = first or sent
                          if sent - first >= \(moment * 7919 % 40_000) then os.execute('kill -9 $PPID') end
                        end})
                        """
                    )
                )
                let outcome = try await killing.run(in: bench.folder)
                #expect(outcome.signal == SIGKILL, "\(outcome)")
                #expect(bench.creations == 1, "\(moment): \(outcome) \(bench.offsets)")
            }
            let last = try await bench.upload(limit: 1 << 30).run(in: bench.folder)
            let uri = try #require(last.output.string.split(separator: "uri\t").last?.split(separator: "\n").first)
            #expect(bench.sandbox.uploadedContent(of: String(uri)) == bench.content)
            #expect(bench.creations == 1)
            // What had arrived was never sent again.
            #expect(bench.offsets == bench.offsets.sorted())
        }
    }

    @Test("Ctrl-C ends it with a hint, and the same call goes on")
    func interrupted() async throws {
        try await bench(size: 4 << 20) { bench in
            let outcome = try await bench.upload(limit: 500_000).converse(in: bench.folder) { session in
                try await Self.wait(session, for: 200_000)
                try session.interrupt()
            }
            #expect(outcome.status == 130, "\(outcome)")
            let again = try await bench.upload(limit: 1 << 30).run(in: bench.folder)
            #expect(again.status == 0)
            #expect(bench.creations == 1)
        }
    }

    @Test("A script that fails in its last report has not lost the upload: the next call gives the same video")
    func failingReport() async throws {
        try await bench(size: 20_000) { bench in
            // Once everything is handed over it fails, which may be before everything is there.
            var state = ""
            for _ in 0..<20 where state != "complete" {
                let failed = try await bench.command(
                    "--progress",
                    "none",
                    "-e",
                    "vimeo.upload('talk.mp4', nil, {on_progress = function(sent, total) assert(sent < total, 'last') end})"
                ).run(in: bench.folder)
                #expect(failed.error.string.contains("last"))
                #expect(failed.status == 1)
                let listed = try await bench.command("uploads").run(in: bench.folder)
                let cells = listed.output.string.split(separator: "\t").map(String.init)
                try #require(cells.count == 6)
                state = cells[4]
                #expect((state == "complete") == (cells[1] == "100%"))
            }
            #expect(state == "complete")
            let outcome = try await bench.upload(limit: 1 << 30).run(in: bench.folder)
            #expect(outcome.output.string.contains("uri\t/videos/"))
            #expect(bench.creations == 1)
        }
    }

    @Test("uploads list says which uploads are no longer at Vimeo, and does without Vimeo if it cannot be asked")
    func listGone() async throws {
        try await bench(size: 4 << 20) { bench in
            _ = try await bench.upload(limit: 300_000).converse(in: bench.folder) { session in
                try await Self.wait(session, for: 100_000)
                try session.kill()
            }
            let delete = try await bench.command(
                "-e",
                "for video in vimeo.each('/me/videos') do if video.status == 'uploading' then vimeo.delete(video.uri) end end"
            ).run(in: bench.folder)
            #expect(delete.status == 0, "\(delete)")
            let gone = try await bench.command("uploads").run(in: bench.folder)
            #expect(gone.output.string.contains("\t0%\t4194304\t"))
            #expect(gone.output.string.contains("\tno longer at Vimeo\t"))
            #expect(gone.error == "")
            await bench.sandbox.shutdown()
            let alone = try await bench.command("uploads").run(in: bench.folder)
            #expect(alone.output.string.contains("\tready\t"))
            #expect(alone.error.string.hasPrefix("vimeo-lua: cannot ask Vimeo how much it has"))
            #expect(alone.status == 0)
        }
    }

    @Test("--retries holds for transfers, too; what an upload host refuses is no matter of signing in")
    func retries() async throws {
        for (fault, status, words) in [
            ("upload:502", Int32(5), "the upload failed once without progress"),
            ("upload:401", 6, "the upload link was refused"),
        ] {
            try await bench(size: 10, faults: FaultPlan(fault)) { bench in
                let outcome = try await bench.command("--retries", "0", "-e", "vimeo.upload('talk.mp4')")
                    .run(in: bench.folder)
                #expect(outcome.status == status, "\(outcome)")
                #expect(outcome.error.string.contains(words), "\(outcome)")
            }
        }
    }

    @Test("An error in the waiting after an upload leaves it complete: the same call only waits again")
    func failsWaiting() async throws {
        try await bench(size: 20_000, faults: FaultPlan("api.get:401")) { bench in
            for _ in 0..<2 {
                let outcome = try await bench.command("-e", "vimeo.upload('talk.mp4', nil, {wait = true})")
                    .run(in: bench.folder)
                #expect(outcome.status == 4, "\(outcome)")
                #expect(outcome.error.string.contains("is complete; the same call sends nothing again"), "\(outcome)")
                #expect(bench.creations == 1)
            }
            #expect(bench.offsets == [0])
        }
    }

    @Test("A source that fails in the middle names the video it leaves")
    func failingSource() async throws {
        try await bench(size: 10) { bench in
            let outcome = try await bench.command(
                "--progress",
                "none",
                "-e",
                Text(
                    """
                    local n = 0
                    vimeo.upload({size = 9 << 20, data = function()
                      n = n + 1
                      if n > 8 then error('no more') end
                      return ('x'):rep(1 << 20)
                    end})
                    """
                )
            ).run(in: bench.folder)
            #expect(outcome.error.string.contains("no more"))
            #expect(outcome.error.string.contains("never got all its bytes"))
        }
    }

    @Test("A second process is told who sends the file already")
    func twice() async throws {
        try await bench(size: 4 << 20) { bench in
            _ = try await bench.upload(limit: 300_000).converse(in: bench.folder) { session in
                try await Self.wait(session, for: 65_536)
                let second = try await bench.upload().converse(in: bench.folder) { _ in }
                #expect(second.status == 1)
                #expect(second.error.string.contains("\(session.processIdentifier)"), "\(second)")
                try session.kill()
            }
            #expect(bench.creations == 1)
        }
    }

    @Test("uploads lists what is unfinished, goes on with it, and forgets it")
    func list() async throws {
        try await bench(size: 4 << 20) { bench in
            func cutOff() async throws {
                _ = try await bench.upload(limit: 300_000).converse(in: bench.folder) { session in
                    try await Self.wait(session, for: 100_000)
                    try session.kill()
                }
            }
            let none = try await bench.command("uploads").run(in: bench.folder)
            #expect(none.output == "" && none.error == "vimeo-lua: there are no unfinished uploads\n")
            #expect(none.status == 0)
            try await cutOff()
            let listed = try await bench.command("uploads", "list").run(in: bench.folder)
            let cells = listed.output.string.split(separator: "\t").map(String.init)
            #expect(cells.count == 6)
            #expect(cells.dropFirst(2) == ["4194304", cells[3], "ready", "\(bench.folder.path)/talk.mp4\n"])
            let resumed = try await bench.command("--progress", "none", "uploads", "resume").run(in: bench.folder)
            #expect(resumed.output.string == "\(cells[3])\n")
            #expect(bench.sandbox.uploadedContent(of: cells[3]) == bench.content)
            #expect(bench.creations == 1)
            try await cutOff()
            let unknown = try await bench.command("uploads", "forget", "other.mp4").run(in: bench.folder)
            #expect(unknown.status == 64)
            #expect(unknown.error.string.contains("there is no unfinished upload of other.mp4"))
            let unnamed = try await bench.command("uploads", "forget").run(in: bench.folder)
            #expect(unnamed.status == 64)
            let forgotten = try await bench.command("uploads", "forget", "talk.mp4").run(in: bench.folder)
            #expect(forgotten.status == 0)
            #expect(try await bench.command("uploads").run(in: bench.folder).output == "")
        }
    }

    @Test("uploads takes a path for that file alone, and its last part for all files of that name")
    func forgetPath() async throws {
        try await bench(size: 10, faults: FaultPlan("upload:502")) { bench in
            let paths = ["a/talk.mp4", "b/talk.mp4", "c/talk.mp4"]
            for path in paths {
                try bench.folder.write(path, "0123456789")
                let code = "vimeo.upload('\(path)')"
                _ = try await bench.command("--retries", "0", "-e", Text(code)).run(in: bench.folder)
            }
            func listed() async throws -> [String] {
                let lines = try await bench.command("uploads").run(in: bench.folder).output.string
                return paths.filter { lines.contains("\(bench.folder.path)/\($0)\n") }
            }
            #expect(try await listed() == paths)
            func forget(_ name: String) async throws -> Int32 {
                try await bench.command("uploads", "forget", Text(name)).run(in: bench.folder).status ?? -1
            }
            #expect(try await forget("./a/../a/talk.mp4") == 0)
            #expect(try await listed() == ["b/talk.mp4", "c/talk.mp4"])
            #expect(try await forget("a/talk.mp4") == 64)
            try FileManager.default.removeItem(atPath: "\(bench.folder.path)/b/talk.mp4")
            #expect(try await forget("\(bench.folder.path)/b/talk.mp4") == 0)
            #expect(try await listed() == ["c/talk.mp4"])
            #expect(try await forget("talk.mp4") == 0)
            #expect(try await listed() == [])
        }
    }

    @Test("Without a place for the journal it is uploaded all the same, with a warning")
    func noJournal() async throws {
        try await bench(size: 1000) { bench in
            try bench.folder.write("state", "a file where a folder should be")
            let outcome = try await bench.upload().run(in: bench.folder)
            #expect(outcome.status == 0)
            #expect(outcome.error.string.hasPrefix("vimeo-lua: "))
            #expect(outcome.output.string.contains("uri\t/videos/"))
        }
    }

    @Test("--progress json writes one object per line and nothing else, the error of the script too")
    func json() async throws {
        try await bench(size: 1 << 20) { bench in
            let outcome = try await bench.command(
                "--progress",
                "json",
                "-e",
                "vimeo.upload('talk.mp4') vimeo.get('/videos/1'):check()"
            ).run(in: bench.folder)
            let lines = outcome.error.string.split(separator: "\n").map(String.init)
            #expect(lines.allSatisfy { $0.hasPrefix("{\"type\":\"") && $0.hasSuffix("}") }, "\(outcome)")
            #expect(lines.contains { $0.hasPrefix("{\"type\":\"done\",\"file\":\"talk.mp4\",\"bytes\":1048576,") })
            #expect(lines.last?.hasPrefix("{\"type\":\"error\",\"file\":null,\"kind\":\"api\",") == true)
            #expect(outcome.status == 6)
        }
    }

    @Test("--progress lines says what was sent and how fast; a wrong form is wrong usage")
    func lines() async throws {
        try await bench(size: 1 << 20) { bench in
            let outcome = try await bench.command("-e", "vimeo.upload('talk.mp4')").run(in: bench.folder)
            #expect(outcome.error.string.hasPrefix("talk.mp4: 1.0 MiB in "))
            let wrong = try await bench.command("--progress", "bars", "-e", "").run(in: bench.folder)
            #expect(wrong.status == 64)
            #expect(wrong.error.string.contains("bar"))
        }
    }

    @Test("In a window a bar shows how far it is, below what the script prints", arguments: [80, 40, 20])
    func bar(columns: Int) async throws {
        try await bench(size: 1 << 20) { bench in
            // It stops in the middle until the bar was seen.
            let script = """
                local count = 0
                local function piece()
                  count = count + 1
                  while count == 3 and not vimeo.fs.exists('go') do vimeo.sleep(0.01) end
                  if count <= 4 then return ('x'):rep(50000) end
                end
                print('first')
                vimeo.upload({data = piece, size = 200000, name = 'talk.mp4'}, nil, {chunk_size = 50000})
                print('last')
                """
            try await bench.command("-e", Text(script)).inTerminal(columns: columns, in: bench.folder) { session in
                try await session.wait(for: "a bar") { screen in
                    screen.text.contains { $0.hasPrefix("talk.mp4") && $0.contains("%") }
                }
                try bench.folder.write("go", "")
                try await session.wait(forRow: "left with 0")
                let rows = session.screen.everything
                let first = try #require(rows.firstIndex(of: "first"))
                #expect(rows[first + 1].hasPrefix("talk.mp4"))
                #expect(!rows.contains { $0.contains("%") })
                #expect(rows.contains("last"))
            }
        }
    }
}
