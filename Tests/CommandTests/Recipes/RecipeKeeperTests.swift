import Testing

/// `recipe add` and `recipe remove` of folders.
@Suite("Folders of recipes")
struct RecipeKeeperTests {
    private static let files: [String: Text] = [
        "set/one.lua": """
        local shared, deep = require("shared"), require("lib.deep")
        return { summary = "One.", api = "none", run = function() print(shared.word .. deep) end }
        """,
        "set/shared.lua": "return { word = 'from a module' }",
        "set/lib/deep.lua": "return ' and another'",
        "set/readme.txt": "no recipe",
    ]

    @Test("A folder is added with its modules, which are no recipes; it runs, and is removed as a whole")
    func folder() async throws {
        let folder = try TemporaryFolder()
        let added = try await Command("recipe", "add", "set", files: Self.files).run(in: folder)
        #expect(added.output == "one\n", "\(added)")
        let own = folder.file("data/vimeo-lua/recipes")
        #expect(
            try TemporaryFolder.names(in: "\(own)/set").filter { $0.hasSuffix(".lua") } == ["one.lua", "shared.lua"]
        )
        let list = try await Command("recipe", "list").run(in: folder).output.string
        #expect(list.contains("one\tOne.\tyours\n"))
        #expect(!list.contains("shared") && !list.contains("deep"))
        #expect(try await Command("recipe", "run", "one").run(in: folder).output == "from a module and another\n")
        let removed = try await Command("recipe", "remove", "set").run(in: folder)
        #expect(removed.status == 0, "\(removed)")
        #expect(try TemporaryFolder.names(in: own) == [])
        #expect(try await Command("recipe", "remove", "set").run(in: folder).status == 64)
    }

    @Test("What else is in a folder stays; names that lead elsewhere remove nothing")
    func otherFiles() async throws {
        let folder = try TemporaryFolder()
        _ = try await Command("recipe", "add", "set", files: Self.files).run(in: folder)
        let own = folder.file("data/vimeo-lua/recipes")
        try folder.write("data/vimeo-lua/recipes/set/notes.txt", "mine")
        for name in [".", "..", "../recipes", "set/lib"] {
            #expect(try await Command("recipe", "remove", Text(name)).run(in: folder).status == 64, "\(name)")
        }
        #expect(try await Command("recipe", "run", "one").run(in: folder).status == 0)
        let removed = try await Command("recipe", "remove", "set").run(in: folder)
        #expect(removed.error.string.contains("the other files in it stay"), "\(removed)")
        #expect(try TemporaryFolder.names(in: "\(own)/set") == ["notes.txt"])
    }

    @Test("A folder without recipes is refused, and one with a broken recipe is not added at all")
    func broken() async throws {
        let modules: [String: Text] = ["set/shared.lua": "return {}", "set/more.lua": "return 5"]
        let none = try await Command("recipe", "add", "set", files: modules).run()
        #expect(none.status == 64 && none.error.string.contains("the folder set has no recipes"), "\(none)")
        let folder = try TemporaryFolder()
        var files = Self.files
        files["set/two.lua"] = "return { summary = 'Two.', items = print }"
        let broken = try await Command("recipe", "add", "set", files: files).run(in: folder)
        #expect(broken.status == 64 && broken.error.string.contains("has items but no plan"), "\(broken)")
        #expect(try await Command("recipe", "run", "one").run(in: folder).status == 64)
    }
}
