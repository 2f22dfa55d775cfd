import Testing

@testable import VimeoLua

/// `export-csv.lua`.
struct ExportExampleTests {
    @Test("export-csv writes the columns asked for to a file: parts of fields, lists as JSON, what is missing empty")
    func exportFields() async throws {
        let folder = try TemporaryFolder()
        let result = try await runExample(
            "export-csv.lua",
            [
                folder.path + "/a.csv", "--fields", "name,privacy.view,metadata.none.at,tags.tag,description",
                "--query", "plough",
            ],
            in: folder
        )
        #expect(result == "|1 videos in dir/a.csv\n|0")
        #expect(
            try folder.text("a.csv")
                == "name,privacy.view,metadata.none.at,tags.tag,description\r\nSnow plough no. 7,anybody,,,\r\n"
        )
    }

    @Test("export-csv writes lists longer than a page, each video once")
    func exportMany() async throws {
        let folder = try TemporaryFolder()
        let result = try await runExample(
            "export-csv.lua",
            [folder.path + "/a.csv"],
            before: """
                local n = 0
                vimeo.map(function() n = n + 1 if n <= 230 then return n end end, function(n)
                  vimeo.post('/me/videos', {name = 'Talk, ' .. n, upload = {approach = 'tus', size = 1}}):check()
                end, {concurrency = 8})
                """,
            in: folder,
            after: """
                local seen, n = {}, 0
                for row in vimeo.csv.reader{filename = dir .. '/a.csv', header = true} do
                  assert(not seen[row.uri]) seen[row.uri] = true n = n + 1
                end
                status = n
                """
        )
        #expect(result.hasSuffix("|237"))
    }

    @Test("export-csv leaves the file unchanged when the list cannot be read further")
    func exportFails() async throws {
        let folder = try TemporaryFolder()
        try folder.write("a.csv", "old")
        let result = try await runExample(
            "export-csv.lua",
            [folder.path + "/a.csv"],
            before: """
                vimeo.each = function()
                  local n = 0
                  return function() n = n + 1 if n == 3 then error('list lost', 0) end return {uri = n} end
                end
                """,
            in: folder
        )
        #expect(result == "||list lost")
        #expect(try folder.text("a.csv") == "old")
        #expect(try folder.names == ["a.csv"])
    }
}
