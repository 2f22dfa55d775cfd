import Testing

@testable import VimeoLua

/// The functions that move files, from scripts.
struct MoverTests {
    /// Runs a script in which `dir` is a folder with `talk.mp4` (1000 bytes), and gives its result.
    private func moving(_ code: String, warnings: Warnings = Warnings()) async throws -> String {
        let folder = try TemporaryFolder()
        try folder.write("talk.mp4", String(repeating: "x", count: 1000))
        return try await run("local dir = '\(folder.path)' \(code)", warnings: warnings)
    }

    /// The error of a call as `kind: message`.
    private func refusal(_ code: String) async throws -> String {
        try await moving(
            "local ok, e = pcall(function() \(code) end) return ok and 'ok' or (e.kind or '') .. ': ' .. tostring(e)"
        )
        .replacing(#/\/[^ ]*\/vimeo-lua-[^\/]*/#, with: "dir")
    }

    @Test(
        "An upload takes a file, a string, a function, a file that is open, and one table with the arguments' names",
        arguments: [
            "dir .. '/talk.mp4'", "{data = ('x'):rep(1000), name = 'talk.mp4'}", "{data = io.open(dir .. '/talk.mp4')}",
            """
            {size = 1000, data = (function()
              local left = 4
              return function() left = left - 1 if left >= 0 then vimeo.sleep(0) return ('x'):rep(250) end end
            end)()}
            """,
        ]
    )
    func sources(source: String) async throws {
        let code = """
            local uri = vimeo.upload(\(source), {name = 'Talk'}, {wait = true})
            local path, size = vimeo.download(uri, dir .. '/copy.mp4')
            local file <close> = io.open(path)
            return size .. ' ' .. tostring(file:read('a') == ('x'):rep(1000)) .. ' ' .. vimeo.get(uri).body.name
            """
        #expect(try await moving(code) == "1000 true Talk")
        let named = code.replacing(
            "(\(source), {name = 'Talk'}, {wait = true})",
            with: "{filename = \(source), options = {wait = true}}"
        )
        .replacing("Talk'", with: "")
        _ = try await moving(named)
    }

    @Test("owner puts the video into that user's account; what is not a user is refused")
    func owner() async throws {
        let uri = try await moving(
            "local me = vimeo.get('/me').body return vimeo.upload{filename = dir .. '/talk.mp4', owner = me}"
        )
        #expect(uri.hasPrefix("/videos/"))
        let wrong = try await refusal("vimeo.upload(dir .. '/talk.mp4', nil, {owner = '/videos/1'})")
        #expect(wrong.hasPrefix("usage: '/videos/1' is not the URI of a user"))
    }

    @Test("A file that is open is sent from where it is")
    func openFile() async throws {
        let size = try await moving(
            """
            local file = io.open(dir .. '/talk.mp4')
            file:read(400)
            return select(2, vimeo.download(vimeo.upload({data = file}, nil, {wait = true}), dir .. '/copy.mp4'))
            """
        )
        #expect(size == "600")
    }

    @Test(
        "What cannot be sent is refused, with the reason",
        arguments: [
            (
                "vimeo.upload({data = function() end, size = 5})",
                "upload: data: the source ended after 0 of its declared 5 bytes"
            ),
            (
                "vimeo.upload({data = function() return 'abcdef' end, size = 5, name = 'n'})",
                "upload: n: the source has more than its declared 5 bytes"
            ),
            (
                "vimeo.upload({data = function() return 1 end, size = 5})",
                "usage: data must return strings, then nil, not a number"
            ),
            ("vimeo.upload({data = function() end})", "usage: the size of data is not known"),
            ("vimeo.upload({data = 'abc', size = 5})", "usage: data has 3 bytes, not 5"),
            ("vimeo.upload({data = io.open(dir .. '/new', 'w')})", "usage: data cannot be read: Bad file descriptor"),
            ("vimeo.upload({data = ''})", "usage: data is empty"),
            ("vimeo.upload({data = 5})", "usage: data must be a string, a function or a file, not a number"),
            ("vimeo.upload({size = 5})", "usage: filename has no data"),
            ("vimeo.upload({dat = 'x'})", "usage: unknown key dat in filename of vimeo.upload"),
            ("vimeo.upload(dir .. '/talk.mp4', {}, {limit = 0})", "usage: limit must be a whole number of at least 1"),
            (
                "vimeo.upload(dir .. '/talk.mp4', {}, {on_progress = 1})",
                "usage: on_progress in options of vimeo.upload: function expected, got number"
            ),
            ("vimeo.upload(dir .. '/none.mp4')", "file: dir/none.mp4 does not exist"),
            (
                "vimeo.download('/videos/1001', dir, {quality = 'huge'})",
                "usage: /videos/1001 has no quality 'huge'"
            ),
            ("vimeo.wait('/videos/1001', {timeout = -1})", "usage: timeout must be a number of seconds above 0"),
            ("vimeo.grab_picture('/videos/1001', -1)", "usage: the time must be a number of seconds from the start"),
            ("vimeo.pull('talk.mp4')", "usage: the link has no scheme"),
        ]
    )
    func refused(code: String, expected: String) async throws {
        #expect(try await refusal(code).hasPrefix(expected))
    }

    @Test("An error of the script's own source is raised as it is, and from the start makes no video")
    func failingSource() async throws {
        let result = try await moving(
            """
            local before = vimeo.get('/me/videos').body.total
            local ok, e = pcall(vimeo.upload, {size = 5, data = function() error({own = 'mine'}) end})
            return tostring(ok) .. ' ' .. e.own .. ' ' .. vimeo.get('/me/videos').body.total - before
            """
        )
        #expect(result == "false mine 0")
    }

    @Test("Progress is told with what is sent and the size, the last of it always, also of downloads")
    func progress() async throws {
        let result = try await moving(
            """
            local sent, got
            local uri = vimeo.upload(dir .. '/talk.mp4', nil, {wait = true, chunk_size = 300,
              on_progress = function(n, total) sent = n .. '/' .. total end})
            vimeo.download(uri, dir .. '/copy.mp4', {on_progress = function(n, total) got = n .. '/' .. total end})
            return sent .. ' ' .. got
            """
        )
        #expect(result == "1000/1000 1000/1000")
    }

    @Test("A text track, a frame as picture, a wait and the quota")
    func others() async throws {
        let result = try await moving(
            """
            local srt = dir .. '/talk.srt'
            vimeo.fs.write(srt, '1\\n00:00:01,000 --> 00:00:02,000\\nHello\\n')
            local uri = vimeo.upload(dir .. '/talk.mp4', nil, {wait = true})
            local track = vimeo.upload_texttrack(uri, 'captions', 'en', srt, {name = 'English', active = true})
            local picture = vimeo.grab_picture(uri, 0, true)
            return table.concat({vimeo.wait(uri).status, track.type, track.language, track.name, tostring(track.active),
              tostring(picture.active), math.type(vimeo.quota().space.free)}, ' ')
            """
        )
        #expect(result == "available captions en English true true integer")
    }

    @Test("A new version is waited for, too, so that what is downloaded then is that one")
    func replaceAndWait() async throws {
        let result = try await moving(
            """
            vimeo.fs.write(dir .. '/new.mp4', ('n'):rep(5000))
            local uri = vimeo.upload(dir .. '/talk.mp4', nil, {wait = true})
            vimeo.replace(uri, dir .. '/new.mp4', nil, {wait = true})
            local path = vimeo.download(uri, dir .. '/copy.mp4')
            return tostring(vimeo.fs.read(path) == vimeo.fs.read(dir .. '/new.mp4'))
            """
        )
        #expect(result == "true")
    }

    @Test("Text tracks and pictures come from strings, functions and open files, too")
    func otherSources() async throws {
        let result = try await moving(
            """
            local uri = vimeo.upload(dir .. '/talk.mp4', nil, {wait = true})
            local srt = '1\\n00:00:01,000 --> 00:00:02,000\\nHello\\n'
            local track = vimeo.upload_texttrack(uri, 'captions', 'en', {data = srt, name = 'made.srt'})
            local file <close> = io.tmpfile()
            file:write('WEBVTT\\n\\n00:01.000 --> 00:02.000\\nHello\\n')
            file:seek('set')
            local other = vimeo.upload_texttrack(uri, 'chapters', 'de', {data = file})
            local pieces = {'\\x89PNG\\r\\n', '\\26\\n', ('x'):rep(100)}
            local function piece() return table.remove(pieces, 1) end
            local picture = vimeo.upload_picture(uri, {data = piece, size = 108}, true)
            local _, page = pcall(vimeo.upload_picture, uri, {data = '<html>', name = 'p'})
            local _, size = pcall(vimeo.upload_picture, uri, {data = function() end, size = 8, name = 'p'})
            local _, text = pcall(vimeo.upload_texttrack, uri, 'captions', 'en', {data = 'x', name = 't'})
            local _, own = pcall(vimeo.upload_texttrack, uri, 'captions', 'en', {data = function() error('mine', 0) end, size = 8})
            return table.concat({track.name, other.name, tostring(picture.active), tostring(page), tostring(size),
              tostring(text), own, #vimeo.get(uri .. '/pictures').body.data}, '|')
            """
        )
        #expect(
            result
                == "made.vtt|data|true|p is a web page, not an image|p: the source ended after 0 of its declared 8 bytes"
                + "|t is neither WebVTT nor SubRip|mine|1"
        )
    }

    @Test("A text track's type is checked, and the nearest one named")
    func trackType() async throws {
        let message = try await refusal("vimeo.upload_texttrack('/videos/1001', 'caption', 'en', dir .. '/talk.mp4')")
        #expect(message.hasPrefix("usage: ") && message.contains("caption"))
    }
}
