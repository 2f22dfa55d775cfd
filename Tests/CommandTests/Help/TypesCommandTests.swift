import Testing

@testable import vimeo_lua

@Suite("vimeo-lua types")
struct TypesCommandTests {
    @Test("It writes the definitions and settings, and again after an update")
    func writes() async throws {
        let folder = try TemporaryFolder()
        let first = try await Command("types", "new/project").run(in: folder)
        #expect(first.status == 0, "\(first)")
        #expect(first.output == "")
        #expect(try folder.text("new/project/types/vimeo.lua").hasPrefix("---@meta vimeo\n"))
        #expect(try folder.text("new/project/types/vimeo/json.lua").contains("return vimeo.json"))
        #expect(try folder.text("new/project/.luarc.json").contains("\"workspace.library\": [\"types\"]"))
        let settings = try folder.text("new/project/.luacheckrc")
        try folder.write("new/project/.luacheckrc", settings.replacing("get = {},", with: ""))
        let old = "---@meta vimeo\n-- Written by vimeo-lua types; the next run replaces it.\n"
        try folder.write("new/project/types/vimeo.lua", old)
        #expect(try await Command("types", "new/project").run(in: folder).status == 0)
        #expect(try folder.text("new/project/.luacheckrc") == settings)
        #expect(try folder.text("new/project/types/vimeo.lua").contains("function vimeo.get"))
    }

    @Test("Settings of one's own are left alone and shown; a file of definitions of one's own is an error")
    func own() async throws {
        let folder = try TemporaryFolder()
        try folder.write(".luacheckrc", "std = \"lua54\"\n")
        let outcome = try await Command("types", ".").run(in: folder)
        #expect(outcome.status == 0)
        #expect(try folder.text(".luacheckrc") == "std = \"lua54\"\n")
        #expect(outcome.error.string.contains(".luacheckrc is your own"))
        #expect(outcome.error.string.contains("stds.vimeo_lua"))
        let other = try TemporaryFolder()
        try other.write("types/vimeo.lua", "-- mine\n")
        let refused = try await Command("types", ".").run(in: other)
        #expect(refused.status == 1)
        #expect(refused.errorLines.first?.contains("types/vimeo.lua is not from 'vimeo-lua types'") == true)
        #expect(try other.names == [".input", "types"])
    }

    @Test("A folder that cannot be written is an error; none is wrong usage")
    func wrong() async throws {
        let file = try await Command("types", "file", files: ["file": "x"]).run()
        #expect(file.status == 1)
        #expect(file.errorLines.first?.hasPrefix("vimeo-lua: cannot write file/") == true, "\(file)")
        #expect(try await Command("types").run().status == 64)
    }

    @Test(
        "luacheck finds nothing in the recipes of the program and the examples, and a misspelt function elsewhere",
        .enabled(if: Programs.luacheck != nil, "luacheck is missing: apt-get install lua-check")
    )
    func luacheck() async throws {
        let folder = try TemporaryFolder()
        #expect(try await Command("types", ".").run(in: folder).status == 0)
        for (name, source) in BuiltInRecipes.all { try folder.write("recipes/\(name).lua", bytes: source) }
        try folder.write("recipes/template.lua", bytes: BuiltInRecipes.template)
        let program = try #require(Programs.luacheck)
        let examples = Text(Programs.file("scripts/examples"))
        let outcome = try await Command("--no-color", "recipes", examples).run(program, in: folder)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.string.contains("Total: 0 warnings / 0 errors in \(BuiltInRecipes.all.count + 4) files"))
        try folder.write("wrong.lua", "print(vimeo.uplaod(\"talk.mp4\"), vimeo.json.decoed(\"1\"))\n")
        let wrong = try await Command("--no-color", "wrong.lua").run(program, in: folder)
        #expect(wrong.output.string.contains("undefined field 'uplaod' of global 'vimeo'"), "\(wrong)")
        #expect(wrong.output.string.contains("undefined field 'json.decoed' of global 'vimeo'"))
    }
}
