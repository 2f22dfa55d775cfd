import Testing

@testable import VimeoLua

/// `backup.lua` and `wait-transcodes.lua`.
struct BackupRecipeTests {
    @Test("backup downloads every video with its data, and nothing the second time, though a title has changed")
    func backup() async throws {
        let folder = try TemporaryFolder()
        let result = try await runRecipe(
            "backup.lua",
            [folder.path + "/new"],
            in: folder,
            after: """
                assert(status == 0 and #printed == 7, status)
                assert(printed[4] == '/videos/1004\\t' .. dir .. '/new/1004 Talk.mp4', printed[4])
                vimeo.patch('/videos/1004', {name = 'Another title'}):check()
                again()
                """
        )
        #expect(result == "|saving your videos to dir/new\nok 0  skipped 7  failed 0\n|0")
        let names = try TemporaryFolder.names(in: folder.path + "/new")
        #expect(names.count == 14)
        #expect(names.contains("1002 Workshop cutting dialogue.mp4"))
        #expect(names.contains("1003 Snow plough no. 7.json"))
        let data = try folder.text("new/1004 Talk.json")
        #expect(data.contains(#""name": "Another title""#))
        #expect(!data.contains("signature="))
    }

    @Test("backup downloads a file of another size again")
    func backupDamaged() async throws {
        let folder = try TemporaryFolder()
        let result = try await runRecipe(
            "backup.lua",
            [folder.path, "--query", "plough"],
            in: folder,
            after: "vimeo.fs.write(dir .. '/1003 Snow plough no. 7.mp4', 'x') again()"
        )
        #expect(
            result == """
                /videos/1003\tdir/1003 Snow plough no. 7.mp4|saving the videos that "plough" finds to dir
                ok 1  skipped 0  failed 0
                |0
                """
        )
    }

    @Test("backup continues after a video fails, lists it, and ends with status 7")
    func backupFailure() async throws {
        let folder = try TemporaryFolder()
        let result = try await runRecipe(
            "backup.lua",
            [folder.path, "--query", "ferry"],
            before: """
                local download = vimeo.download
                vimeo.download = function(uri, ...)
                  if uri == '/videos/1006' then error('the line is cut', 0) end
                  return download(uri, ...)
                end
                """,
            in: folder
        )
        #expect(result.hasPrefix("/videos/1005\tdir/1005 Ferry, rough cut.mp4|"))
        #expect(result.contains("\n/videos/1006 Ferry: the line is cut\n"))
        #expect(result.hasSuffix("ok 1  skipped 0  failed 1\n|7"))
        #expect(try folder.names == ["1005 Ferry, rough cut.json", "1005 Ferry, rough cut.mp4"])
    }

    @Test("backup --quality downloads the files of that name, beside the others")
    func backupQuality() async throws {
        let folder = try TemporaryFolder()
        let result = try await runRecipe(
            "backup.lua",
            [folder.path, "--query", "plough"],
            in: folder,
            after: "table.insert(arg, '--quality') table.insert(arg, 'SD') again() again()"
        )
        #expect(result.hasSuffix("ok 0  skipped 1  failed 0\n|0"))
        let name = "1003 Snow plough no. 7"
        #expect(try folder.names == ["\(name) SD.json", "\(name) SD.mp4", "\(name).json", "\(name).mp4"])
        let other = try await runRecipe("backup.lua", [folder.path, "--quality", "huge"], in: folder)
        #expect(other.hasSuffix("ok 0  skipped 0  failed 7\n|7"))
    }

    @Test(
        "backup makes file names of any title",
        arguments: [
            ("../../etc/passwd", "1004 etc passwd"), ("...", "1004"), ("a\\n\\tb: \\\"c\\\" ", "1004 a b c"),
            (String(repeating: "ü", count: 128), "1004 " + String(repeating: "ü", count: 75)),
        ]
    )
    func backupNames(title: String, name: String) async throws {
        let folder = try TemporaryFolder()
        let result = try await runRecipe(
            "backup.lua",
            [folder.path, "--query", "taught me"],
            before: "vimeo.patch('/videos/1004', {name = \"\(title)\"}):check()",
            in: folder
        )
        #expect(result.hasSuffix("|0"))
        #expect(try folder.names == [name + ".json", name + ".mp4"])
    }

    @Test("backup skips a video without a file; one that is not transcoded yet fails")
    func backupNotReady() async throws {
        let folder = try TemporaryFolder()
        let result = try await runRecipe(
            "backup.lua",
            [folder.path, "--query", "zebra"],
            before: """
                vimeo.post('/me/videos', {name = 'zebra 1', upload = {approach = 'tus', size = 5}}):check()
                vimeo.upload({data = 'bytes'}, {name = 'zebra 2'})
                -- However slow this is.
                local each = vimeo.each
                vimeo.each = function(...)
                  local next = each(...)
                  return function()
                    local video = next()
                    if video and video.name == 'zebra 2' then video.status, video.download = 'transcoding', nil end
                    return video
                  end
                end
                vimeo.download = function() error('not yet', 0) end
                """,
            in: folder
        )
        #expect(result.contains("\n/videos/N zebra 1: its file has not arrived\n/videos/N zebra 2: not yet\n"))
        #expect(result.hasSuffix("ok 0  skipped 1  failed 1\n|7"))
    }

    @Test("wait-transcodes waits for all videos that cannot be played yet, and then has nothing to do")
    func waitTranscodes() async throws {
        let folder = try TemporaryFolder()
        let before = """
            vimeo.upload({data = 'bytes'}, {name = 'One\\tvideo'})
            vimeo.upload({data = 'bytes'}, {name = 'Two'})
            vimeo.post('/me/videos', {name = 'Left', upload = {approach = 'tus', size = 5}}):check()
            -- However slow this is.
            local each = vimeo.each
            vimeo.each = function(...)
              local next = each(...)
              return function()
                local video = next()
                if pretend and video and video.status == 'available' and not video.uri:find('/10') then
                  video.status = 'transcoding'
                end
                return video
              end
            end
            pretend = true
            """
        let first = try await runRecipe("wait-transcodes.lua", [], before: before, in: folder)
        #expect(
            first == """
                /videos/N\tavailable\tOne video
                /videos/N\tavailable\tTwo|/videos/N Left: its file has not arrived
                waiting for 2 videos
                ok 2  skipped 1  failed 0
                |0
                """
        )
        let after = "pretend = false again()"
        let second = try await runRecipe("wait-transcodes.lua", [], before: before, in: folder, after: after)
        #expect(
            second == """
                |/videos/N Left: its file has not arrived
                waiting for 0 videos
                ok 0  skipped 1  failed 0
                |0
                """
        )
    }

    @Test("wait-transcodes prints the state of each video that is named, and ends with status 7 if one failed")
    func waitNamed() async throws {
        let folder = try TemporaryFolder()
        let result = try await runRecipe(
            "wait-transcodes.lua",
            ["1001", "/videos/1002", "https://vimeo.com/1003", "videos/1001", "1004", "99"],
            before: """
                local wait = vimeo.wait
                vimeo.wait = function(uri, options)
                  if uri == '/videos/1004' then error({kind = 'upload', code = 'transcoding_error'}, 0) end
                  return wait(uri, options)
                end
                """,
            in: folder
        )
        #expect(
            result.hasPrefix(
                """
                /videos/1001\tavailable\tThe lighthouse keeper's radio
                /videos/1002\tavailable\tWorkshop: cutting dialogue
                /videos/1003\tavailable\tSnow plough no. 7
                /videos/1004\ttranscoding_error\t
                /videos/99\tnot_found\t|waiting for 5 videos

                """
            )
        )
        #expect(result.hasSuffix("ok 3  skipped 0  failed 2\n|7"))
    }

    @Test("wait-transcodes stops after the time limit for all videos together")
    func waitTimeout() async throws {
        let folder = try TemporaryFolder()
        let result = try await runRecipe(
            "wait-transcodes.lua",
            ["1001", "1002", "--timeout", "5"],
            before: """
                local now = 100
                os.time = function() return now end
                vimeo.map = function(list, fn)
                  local failures = {}
                  for i, item in ipairs(list) do
                    local ok, e = pcall(fn, item)
                    if not ok then table.insert(failures, {item = item, error = e}) end
                  end
                  return {}, failures
                end
                vimeo.wait = function(uri, options)
                  now = now + 10
                  error(setmetatable({kind = 'timeout', code = 'transcode'}, {__tostring = function()
                    return uri .. ' late after ' .. options.timeout
                  end}), 0)
                end
                """,
            in: folder
        )
        #expect(
            result == """
                /videos/1001\ttimeout\t
                /videos/1002\ttimeout\t|waiting for 2 videos
                /videos/1001 late after 5
                /videos/1002 late after 0.001
                ok 0  skipped 0  failed 2
                |7
                """
        )
    }
}
