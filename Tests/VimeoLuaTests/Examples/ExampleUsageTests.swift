import Testing

@testable import VimeoLua

struct ExampleUsageTests {
    @Test(
        "Wrong usage of the examples is explained and ends with status 64, before any request",
        arguments: [
            ("export-csv.lua", ["a", "b"]), ("export-csv.lua", ["--field", "a"]),
            ("export-csv.lua", ["--fields"]), ("export-csv.lua", ["--fields", ", ,"]),
            ("export-csv.lua", ["--fields", "a,b,a"]),
            ("wait-transcodes.lua", ["talk"]), ("wait-transcodes.lua", ["--timeout"]),
            ("wait-transcodes.lua", ["--timeout", "0"]), ("wait-transcodes.lua", ["--timeout", "soon"]),
            ("wait-transcodes.lua", ["--all"]),
        ]
    )
    func wrongUsage(recipe: String, arguments: [String]) async throws {
        let folder = try TemporaryFolder()
        try folder.write("list.csv", "a,b\n")
        let result = try await runExample(
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
