import Testing

@Suite("Names of commands that are misspelt")
struct MisspeltCommandTests {
    @Test(
        "A script that does not exist and looks like a command says so, under the message of lua",
        arguments: [
            (["recpie", "list"], "recpie", "did you mean the command vimeo-lua recipe?"),
            (["upload", "talk.mp4"], "upload", "did you mean the command vimeo-lua uploads?"),
            (["--sandbox", "sandbx"], "sandbx", "did you mean the command vimeo-lua sandbox?"),
        ]
    )
    func hints(words: [String], name: String, hint: String) async throws {
        var command = Command()
        command.arguments = words.map { Text($0) }
        let outcome = try await command.run()
        #expect(outcome.errorLines.first == "lua: cannot open \(name): No such file or directory")
        #expect(outcome.errorLines.dropFirst().first == "hint: \(hint)")
        #expect(outcome.status == 1)
    }

    @Test(
        "Names that only scripts have, options of lua, and scripts that exist have no such hint",
        arguments: [
            Command("recpie.lua"), Command("./recpie"), Command("-e", "x = 1", "recpie"), Command("--", "recpie"),
            Command("-E", "recpie"), Command("publish"), Command(""),
            Command("recpie", files: ["recpie": "syntax error"]), Command("Recipe"),
        ]
    )
    func none(command: Command) async throws {
        let outcome = try await command.run()
        #expect(outcome.status == 1)
        #expect(!outcome.error.string.contains("hint:"), "\(outcome)")
    }
}
