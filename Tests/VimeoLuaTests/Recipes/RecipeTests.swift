import FoundationEssentials
import Testing

@testable import VimeoLua

struct RecipeTests {
    /// Runs a recipe against a sandbox; gives what it printed, what it said on standard error, and its exit status.
    ///
    /// - Parameter before: a script that runs first; `dir` is the path of the folder.
    private func run(
        _ recipe: String,
        _ arguments: [String],
        before: String = "",
        in folder: TemporaryFolder? = nil,
        after: String = ""
    ) async throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../scripts/recipes")
        let words = arguments.map { "[==[\($0)]==]" }.joined(separator: ", ")
        let code = """
            \(before)
            local printed, said, status = {}, {}, 0
            arg = {\(words)}
            print = function(...) printed[#printed + 1] = table.concat({...}, ' ') end
            io.stderr = {write = function(_, ...) said[#said + 1] = table.concat{...} end}
            os.exit = function(status) error({status = status}, 0) end
            local chunk = assert(loadfile(recipe))
            local ok, error = pcall(chunk)
            if not ok then status = type(error) == 'table' and error.status or tostring(error) end
            \(after)
            return table.concat(printed, '\\n') .. '|' .. table.concat(said) .. '|' .. tostring(status)
            """
        return try await VimeoLuaTests.run(
            code,
            globals: ["recipe": root.appending(path: recipe).standardized.path, "dir": folder?.path ?? ""]
        )
    }

    @Test("set-privacy sets the privacy of videos that have another one, and changes nothing the second time")
    func setPrivacy() async throws {
        #expect(
            try await run("set-privacy.lua", ["nobody"])
                == "|setting 7 videos of yours to nobody\nok 6  skipped 1  failed 0\n|0"
        )
        let again = "said, printed = {}, {} assert(loadfile(recipe))()"
        let result = try await run("set-privacy.lua", ["unlisted", "--query", "ferry"], after: again)
        #expect(result == "|setting 2 videos that \"ferry\" finds to unlisted\nok 0  skipped 2  failed 0\n|0")
    }

    @Test("set-privacy --dry-run says what it would do and changes nothing")
    func dryRun() async throws {
        let result = try await run(
            "set-privacy.lua",
            ["--dry-run", "anybody"],
            before: "vimeo.patch = function() error('changed') end"
        )
        #expect(
            result == """
                /videos/1002\tunlisted\tWorkshop: cutting dialogue
                /videos/1005\tnobody\tFerry, rough cut|would set 7 videos of yours to anybody
                ok 2  skipped 5  failed 0
                |0
                """
        )
    }

    @Test("set-privacy continues after a video fails, lists it, and ends with status 7")
    func setPrivacyFailures() async throws {
        let result = try await run(
            "set-privacy.lua",
            ["disable"],
            before: """
                local patch = vimeo.patch
                vimeo.patch = function(uri, ...)
                  if uri == '/videos/1003' then return patch('/videos/1', ...) end
                  return patch(uri, ...)
                end
                """
        )
        #expect(result.contains("/videos/1003 Snow plough no. 7: PATCH "))
        #expect(result.hasSuffix("ok 6  skipped 0  failed 1\n|7"))
    }

    @Test("set-privacy asks for the videos of a folder")
    func setPrivacyFolder() async throws {
        let result = try await run(
            "set-privacy.lua",
            ["nobody", "--folder", "/me/projects/5/"],
            before: """
                local get, each = vimeo.get, vimeo.each
                vimeo.get = function(path, ...) assert(path == '/me/projects/5/videos', path) return get('/me/videos', ...) end
                vimeo.each = function(path, ...) assert(path == '/me/projects/5/videos', path) return each('/me/videos', ...) end
                """
        )
        #expect(result == "|setting 7 videos in /me/projects/5 to nobody\nok 6  skipped 1  failed 0\n|0")
    }

    @Test("set-privacy reports its progress when the list cannot be read further, and raises the error")
    func setPrivacyListFails() async throws {
        let result = try await run(
            "set-privacy.lua",
            ["nobody"],
            before: """
                vimeo.each = function()
                  local n = 0
                  return function()
                    n = n + 1
                    if n == 3 then error('list lost', 0) end
                    return {uri = '/videos/100' .. n, privacy = {view = 'nobody'}}
                  end
                end
                """
        )
        #expect(result.hasSuffix("interrupted\n|list lost"))
    }

    @Test(
        "Wrong usage is explained and ends with status 64, before any request",
        arguments: [
            ("set-privacy.lua", []), ("set-privacy.lua", ["nobdy"]), ("set-privacy.lua", ["nobody", "unlisted"]),
            ("set-privacy.lua", ["nobody", "--query"]),
            ("set-privacy.lua", ["nobody", "--query", "a", "--folder", "/b"]),
            ("set-privacy.lua", ["nobody", "--dry"]), ("export-csv.lua", ["a", "b"]),
            ("export-csv.lua", ["--field", "a"]),
            ("export-csv.lua", ["--fields"]), ("export-csv.lua", ["--fields", ", ,"]),
            ("export-csv.lua", ["--fields", "a,b,a"]),
        ]
    )
    func wrongUsage(recipe: String, arguments: [String]) async throws {
        let result = try await run(
            recipe,
            arguments,
            before: "vimeo.get = function() error('requested') end vimeo.each = vimeo.get"
        )
        #expect(result.contains("\nusage: vimeo-lua \(recipe) "))
        #expect(result.hasSuffix("|64"))
    }

    @Test("export-csv writes the columns asked for to a file: parts of fields, lists as JSON, what is missing empty")
    func exportFields() async throws {
        let folder = try TemporaryFolder()
        let result = try await run(
            "export-csv.lua",
            [
                folder.path + "/a.csv", "--fields", "name,privacy.view,metadata.none.at,tags.tag,description",
                "--query", "plough",
            ],
            in: folder
        )
        #expect(result == "|1 videos in \(folder.path)/a.csv\n|0")
        #expect(
            try folder.text("a.csv")
                == "name,privacy.view,metadata.none.at,tags.tag,description\r\nSnow plough no. 7,anybody,,,\r\n"
        )
    }

    @Test("export-csv writes lists longer than a page, each video once")
    func exportMany() async throws {
        let folder = try TemporaryFolder()
        let result = try await run(
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
        let result = try await run(
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
