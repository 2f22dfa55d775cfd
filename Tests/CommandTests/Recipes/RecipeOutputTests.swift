import Testing

/// What a run writes where.
@Suite("The output of recipes")
struct RecipeOutputTests {
    private static let files: [String: Text] = [
        "r.lua": """
        return {
          summary = "S.", api = "none", args = { { "--word", type = "list" } },
          items = function(args) print("words", #args.word, table.concat(args.word, "+")) return { "a", "b" } end,
          plan = function(item)
            io.write("planning ", item, "\\n")
            return "change", function() print(nil) io.stdout:write("with", "out") end
          end,
        }
        """
    ]

    @Test("With --json standard output carries objects alone: what the recipe prints goes to standard error")
    func json() async throws {
        let run = try await Command("recipe", "run", "./r.lua", "--yes", "--json", files: Self.files).run()
        #expect(run.status == 0, "\(run)")
        let lines = run.output.string.split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("{\"item\":") }, "\(run)")
        #expect(run.errorLines.contains("words  0  ") && run.errorLines.contains("planning a"), "\(run)")
        #expect(run.errorLines.contains("nil") && run.errorLines.contains("without"), "\(run)")
        let plain = try await Command("recipe", "run", "./r.lua", "--yes", files: Self.files).run()
        #expect(plain.output.string.contains("words\t0\t\n") && plain.output.string.contains("planning a\n"))
    }

    @Test("A list that is given twice has the words of both")
    func lists() async throws {
        let run = try await Command(
            "recipe",
            "run",
            "./r.lua",
            "--word",
            "a,b",
            "--word=c",
            "--yes",
            files: Self.files
        ).run()
        #expect(run.output.string.contains("words\t3\ta+b+c"), "\(run)")
    }

    @Test("The log for --retry is a file: a pipe is not waited for")
    func retry() async throws {
        let folder = try TemporaryFolder()
        _ = try await Command("-e", "vimeo.run{'mkfifo', 'pipe'}").run(in: folder)
        for name in ["pipe", "/dev/zero", "."] as [Text] {
            let run = try await Command("recipe", "run", "./r.lua", "--retry", name, files: Self.files).run(in: folder)
            #expect(run.status == 64 && run.error.string.contains("cannot read the log \(name.string)"), "\(run)")
        }
    }

    @Test("The items that are done are counted, with their number once it is known")
    func progress() async throws {
        let slow: [String: Text] = [
            "r.lua": """
            return {
              summary = "S.", items = function() return vimeo.each("/me/videos", { fields = "uri,name" }) end,
              plan = function(video) vimeo.sleep(0.05) return video.uri == "/videos/1001" and "change" or nil, print end,
            }
            """
        ]
        let run = try await Command(
            "--sandbox",
            "--progress",
            "json",
            "--allow-api=read",
            "recipe",
            "run",
            "./r.lua",
            "--dry-run",
            files: slow
        ).run()
        #expect(run.status == 0, "\(run)")
        let counts = run.errorLines.filter { $0.hasPrefix("{\"type\":\"count\",\"label\":\"planning\"") }
        #expect(counts.contains { $0.contains("\"total\":40,") }, "\(run)")
    }

    @Test("On a terminal the count is a bar, which is gone at the end")
    func bar() async throws {
        let slow: [String: Text] = [
            "r.lua": """
            return {
              summary = "S.", api = "none", items = function() return { "a", "b", "c", "d" } end,
              plan = function(item)
                if item == "d" then while not vimeo.fs.exists("go") do vimeo.sleep(0.01) end end
                return "change", print
              end,
            }
            """
        ]
        let folder = try TemporaryFolder()
        try await Command("--allow-read=.", "recipe", "run", "./r.lua", "--dry-run", "--concurrency", "1", files: slow)
            .inTerminal(in: folder) { session in
                try await session.wait(for: "the bar") { screen in
                    screen.text.contains { $0.hasPrefix("planning  [") && $0.contains("  75%  3/4") }
                }
                try folder.write("go", "")
                try await session.wait(for: "the end") { $0.text.contains { $0.hasSuffix("left with 0") } }
                #expect(!session.screen.text.contains { $0.hasPrefix("planning") })
            }
    }
}
