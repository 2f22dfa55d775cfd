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

    @Test("After a limit that was reached, what failed beside it is done, and nothing else")
    func limitReached() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "r.lua",
            """
            return { summary = "S.", api = "none", read = ".",
              items = function() return { "a", "b", "c", "d" } end,
              plan = function(item)
                if vimeo.fs.read("fails"):find(item, 1, true) then error("not yet", 0) end
                return "do", function() end
              end }
            """
        )
        try folder.write("fails", "b")
        let first = try await run("--limit", "2", "--concurrency", "1", in: folder)
        #expect(first.status == 7 && first.output == "a: do\nc: do\n", "\(first)")
        try folder.write("fails", "")
        let second = try await run("--retry", log(first), in: folder)
        #expect(second.status == 0 && second.output == "b: do\n", "\(second)")
    }

    @Test("A run is not completed with the account of somebody else, but with another token of the same one")
    func otherAccount() async throws {
        let folder = try folder(failing: "a")
        func signIn(_ user: String, token: String) throws {
            let profile = #"{"api_root":"http://127.0.0.1:1","token":"\#(token)","scope":"","user":"\#(user)"}"#
            try folder.write("config/vimeo-lua/credentials.json", #"{"format":1,"profiles":{"p":\#(profile)}}"#)
            try folder.setMode(0o600, of: "config/vimeo-lua/credentials.json")
        }
        func run(_ words: Text...) async throws -> Outcome {
            var command = Command()
            command.arguments = ["--profile", "p", "--allow-read=.", "recipe", "run", "./r.lua", "--yes"] + words
            return try await command.run(in: folder)
        }
        try signIn("/users/1", token: "first token")
        let log = try log(try await run("a"))
        try folder.write("fails", "")
        try signIn("/users/2", token: "other token")
        let other = try await run("--retry", log)
        #expect(other.status == 64 && other.error.string.contains("is of a run with /users/1"), "\(other)")
        try signIn("/users/1", token: "later token")
        let same = try await run("--retry", log)
        #expect(same.status == 0 && same.output == "a\tnil\na: do\n", "\(same)")
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
