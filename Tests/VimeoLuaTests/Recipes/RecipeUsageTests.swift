import Testing

@testable import VimeoLua

struct RecipeUsageTests {
    @Test(
        "Wrong usage of the recipes that move files is explained and ends with status 64, before any request",
        arguments: [
            ("upload-folder.lua", []), ("upload-folder.lua", ["dir", "dir"]), ("upload-folder.lua", ["dir/none"]),
            ("upload-folder.lua", ["dir/list.csv"]), ("upload-folder.lua", ["dir", "--match"]),
            ("upload-folder.lua", ["dir", "--privacy", "nobdy"]), ("upload-folder.lua", ["dir", "--dry"]),
            ("replace-sources.lua", []), ("replace-sources.lua", ["dir/none"]),
            ("replace-sources.lua", ["dir/list.csv"]), ("replace-sources.lua", ["a", "b"]),
            ("replace-sources.lua", ["--dry"]),
            ("backup.lua", []), ("backup.lua", ["dir", "dir"]), ("backup.lua", ["dir", "--quality"]),
            ("backup.lua", ["dir", "--query", ""]), ("backup.lua", ["dir", "--dry-run"]),
            ("captions.lua", []), ("captions.lua", ["dir/none"]), ("captions.lua", ["dir", "--type"]),
            ("captions.lua", ["dir", "--type", "chapters"]), ("captions.lua", ["dir", "dir"]),
            ("captions.lua", ["dir", "--active"]),
            ("thumbnails.lua", []), ("thumbnails.lua", ["dir", "--at", "5"]), ("thumbnails.lua", ["--at"]),
            ("thumbnails.lua", ["--at", "-5"]), ("thumbnails.lua", ["--at", "5s"]),
            ("thumbnails.lua", ["dir", "--query", "a"]), ("thumbnails.lua", ["dir/list.csv"]),
            ("thumbnails.lua", ["dir", "--all"]),
            ("wait-transcodes.lua", ["talk"]), ("wait-transcodes.lua", ["--timeout"]),
            ("wait-transcodes.lua", ["--timeout", "0"]), ("wait-transcodes.lua", ["--timeout", "soon"]),
            ("wait-transcodes.lua", ["--all"]),
        ]
    )
    func wrongUsage(recipe: String, arguments: [String]) async throws {
        let folder = try TemporaryFolder()
        try folder.write("list.csv", "a,b\n")
        let result = try await runRecipe(
            recipe,
            arguments.map { $0.hasPrefix("dir") ? folder.path + $0.dropFirst(3) : $0 },
            before:
                "for _, f in ipairs{'get', 'each', 'map', 'upload'} do vimeo[f] = function() error('requested') end end",
            in: folder
        )
        #expect(result.contains("\nusage: vimeo-lua \(recipe) "))
        #expect(result.hasSuffix("|64"))
        #expect(try folder.names == ["list.csv"])
    }
}
