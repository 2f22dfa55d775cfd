import Testing

/// `recipe run NAME --retry LOG`.
@Suite("Completing a run")
struct RecipeRetryTests {
    /// Fails once for each item that the file `fails` names.
    private static let recipe: Text = """
        return { summary = "S.", api = "none", read = ".",
          args = { { "first" }, { "rest", many = true, required = false }, { "--password" }, { "--file", type = "file" } },
          items = function(args) return { args.first, table.unpack(args.rest) } end,
          label = function(item) return item end,
          plan = function(item, args)
            return "do", function()
              if vimeo.fs.read("fails"):find(item, 1, true) then error("not yet", 0) end
              print(item, args.password)
            end
          end }
        """

    private func run(_ words: Text..., in folder: TemporaryFolder) async throws -> Outcome {
        var command = Command()
        command.arguments = ["--allow-read=.", "recipe", "run", "./r.lua", "--yes"] + words
        return try await command.run(in: folder)
    }

    private func folder(failing: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("r.lua", Self.recipe.string)
        try folder.write("fails", failing)
        return folder
    }

    private func log(_ outcome: Outcome) throws -> Text {
        Text(String(try #require(outcome.error.string.firstMatch(of: /--retry (\S+)/)?.output.1)))
    }

    @Test("What came after -- stays with the run, and the options of the runner stay options")
    func dashes() async throws {
        let folder = try folder(failing: "-b")
        let first = try await run("--", "-a", "-b", in: folder)
        #expect(first.status == 7, "\(first)")
        try folder.write("fails", "")
        let second = try await run("--retry", log(first), in: folder)
        #expect(second.status == 0 && second.output == "-b\tnil\n-b: do\n", "\(second)")
    }

    @Test("A secret is not in the log, and has to be given again")
    func secrets() async throws {
        let folder = try folder(failing: "a")
        let first = try await run("a", "--password", "hunter2", in: folder)
        let log = try log(first)
        #expect(try !folder.text(String(log.string.dropFirst(folder.path.count + 1))).contains("hunter2"))
        try folder.write("fails", "")
        let without = try await run("--retry", log, in: folder)
        #expect(without.status == 64, "\(without)")
        #expect(without.error.string.contains("--password is not in the log; give it again"), "\(without)")
        let second = try await run("--retry", log, "--password", "hunter2", in: folder)
        #expect(second.status == 0 && second.output == "a\thunter2\na: do\n", "\(second)")
    }

    @Test("A part of the items, and a limit, are those of the run")
    func limits() async throws {
        let folder = try folder(failing: "b")
        let first = try await run("a", "b", "c", "d", "--limit", "2", "--concurrency", "1", in: folder)
        #expect(first.status == 7 && first.output == "a\tnil\na: do\n", "\(first)")
        try folder.write("fails", "")
        let second = try await run("--retry", log(first), in: folder)
        #expect(second.status == 0 && second.output == "b\tnil\nb: do\n", "\(second)")
    }

    @Test("Relative names of files are those of the folder of the run")
    func otherFolder() async throws {
        let folder = try folder(failing: "a")
        let log = try log(try await run("a", "--file", "fails", in: folder))
        try folder.write("sub/fails", "")
        var command = Command("--allow-read=.", "recipe", "run", "../r.lua", "--yes", "--retry", log)
        command.workingFolder = "sub"
        let elsewhere = try await command.run(in: folder)
        #expect(elsewhere.status == 64, "\(elsewhere)")
        #expect(elsewhere.error.string.contains("the run of the log was in the folder"), "\(elsewhere)")
    }
}
