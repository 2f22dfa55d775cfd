import FoundationEssentials
import TestSupport
import Testing

@Suite("What recipe test proves")
struct RecipeProofTests {
    @Test("A power that the recipe does not declare is named")
    func powers() async throws {
        let files: [String: Text] = [
            "r.lua": """
            return {
              summary = "S.", api = "read",
              items = function() return { "/videos/1001" } end,
              plan = function(uri)
                return "rename", function() vimeo.patch(uri, { name = "x" }) end
              end,
              tests = { { check = function() end } },
            }
            """
        ]
        let outcome = try await Command("recipe", "test", "./r.lua", files: files).run()
        #expect(outcome.status == 7, "\(outcome)")
        let text = outcome.output.string
        let proof = "FAIL  no power beyond the declared ones is used\n      not allowed: PATCH "
        #expect(text.contains(proof), "\(outcome)")
    }

    @Test("Tests take files from beside the recipe, and none that a link leads to")
    func fixtures() async throws {
        let folder = try TemporaryFolder()
        try folder.write("fixtures/words.txt", "harbour")
        try folder.write("elsewhere.txt", "secret")
        func test(_ name: String) async throws -> Outcome {
            try folder.write(
                "mine/r.lua",
                """
                return {
                  summary = "S.", api = "none", args = { { "words", type = "file" } },
                  run = function(args) assert(vimeo.fs.read(args.words) == "harbour") end,
                  tests = { { args = { "\(name)" }, files = { "\(name)" }, check = function() end } },
                }
                """
            )
            return try await Command("recipe", "test", "mine/r.lua").run(in: folder)
        }
        try folder.write("mine/fixtures/words.txt", "harbour")
        try folder.link("mine/link.txt", to: "../elsewhere.txt")
        let inside = try await test("fixtures/words.txt")
        #expect(inside.status == 0, "\(inside)")
        let outside = try await test("link.txt")
        #expect(outside.status == 64 && outside.error.string.contains("cannot read link.txt beside"), "\(outside)")
        let missing = try await test("nothing.txt")
        #expect(missing.status == 64 && missing.error.string.contains("cannot read nothing.txt beside"), "\(missing)")
        let above = try await test("../elsewhere.txt")
        #expect(above.status == 64 && above.error.string.contains("an entry that is not a file"), "\(above)")
    }

    @Test("Output that cannot be written ends it")
    func fullDisk() async throws {
        let code = "os.exit(os.execute(os.getenv('PROGRAM') .. ' recipe test set-privacy > /dev/full') == true)"
        let outcome = try await Command("-e", Text(code), environment: ["PROGRAM": Programs.ours]).run()
        #expect(outcome.status == 1 && outcome.error.string.contains("cannot write to standard output"), "\(outcome)")
    }

    @Test("A test that is stopped leaves nothing behind")
    func stopped() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "r.lua",
            """
            return {
              summary = "S.", api = "none", args = { { "--slow", type = "boolean" } },
              run = function(args) if args.slow then vimeo.sleep(1000) end end,
              tests = { { check = function() end }, { args = { "--slow" }, check = function() end } },
            }
            """
        )
        try folder.make("tmp/")
        let command = Command("recipe", "test", "./r.lua", environment: ["TMPDIR": folder.file("tmp")])
        try await command.inTerminal(in: folder) { session in
            try await session.wait(for: "the first test") { $0.text.contains { $0.contains("1. no global is set") } }
            try await session.deliver("\u{3}")
            try await session.wait(for: "the end") { $0.text.contains { $0.hasSuffix("left with 130") } }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("tmp")) == [])
    }
}
