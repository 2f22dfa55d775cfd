import Testing

@testable import VimeoLua

/// `wait-transcodes.lua`.
struct WaitExampleTests {
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
        let first = try await runExample("wait-transcodes.lua", [], before: before, in: folder)
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
        let second = try await runExample("wait-transcodes.lua", [], before: before, in: folder, after: after)
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
        let result = try await runExample(
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
        let result = try await runExample(
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
