import Testing

@testable import VimeoLua

struct NamedOptionTests {
    @Test(
        "Options are also taken beside the other arguments of a named call",
        arguments: [
            ("return #vimeo.fs.stat{path = '/tmp', follow = false}.type", "9"),
            ("return #vimeo.map{list = {1, 2}, fn = tostring, concurrency = 1}", "2"),
            ("return vimeo.get{path = '/me', null = 'keep'}.body.uri", "/users/1"),
            (
                """
                local body = vimeo.patch{path = '/videos/1001', body = {name = 'B'}, query = {fields = 'name'}}.body
                return body.name .. tostring(body.uri)
                """, "Bnil"
            ),
            ("return vimeo.wait{video_uri = '/videos/1001', timeout = 60}.uri", "/videos/1001"),
            ("return vimeo.wait(1001).uri", "/videos/1001"),
            ("return vimeo.grab_picture{target = '/videos/1001', seconds = 1, activate = true}.active", "true"),
            ("return vimeo.grab_picture('/videos/1001', 1, true).active", "true"),
            ("return vimeo.grab_picture('/videos/1001', 1, {activate = true}).active", "true"),
            ("return vimeo.grab_picture('/videos/1001', 1, false).active", "false"),
            (
                """
                return vimeo.upload{filename = {data = 'video'}, fields = {name = 'A'}, wait = true, chunk_size = 2,
                  options = {retries = 1}}:match('^/videos/%d+$') ~= nil
                """, "true"
            ),
        ]
    )
    func named(code: String, expected: String) async throws {
        #expect(try await run(code) == expected)
    }

    @Test(
        "A named call refuses what it does not know, with the nearest name, and options that are given twice",
        arguments: [
            (
                "vimeo.upload{filename = 'a.mp4', wiat = true}",
                "unknown argument wiat in vimeo.upload|did you mean wait?"
            ),
            (
                "vimeo.upload('a.mp4', nil, {retris = 1})",
                "unknown key retris in options of vimeo.upload|did you mean retries?"
            ),
            (
                "vimeo.upload_picture('/videos/1', 'a.png', {active = true})",
                "unknown key active in options of vimeo.upload_picture|did you mean activate?"
            ),
            ("vimeo.get{path = '/me', timeout = 'x'}", "timeout in options of vimeo.get: number expected, got string"),
            (
                "vimeo.get{path = '/me', retries = 1, options = {retries = 2}}",
                "retries of vimeo.get is given twice|give it once: in options, or beside the other arguments"
            ),
            (
                "vimeo.grab_picture{target = '/videos/1', seconds = 1, options = true, activate = false}",
                "activate of vimeo.grab_picture is given twice"
            ),
            (
                "vimeo.map{list = {}, fn = print, on_error = 'no'}",
                "on_error cannot be \"no\"|valid values: raise, collect"
            ),
            ("vimeo.get{path = '/me', null = 'drop'}", "null cannot be \"drop\"|valid values: absent, keep"),
            ("vimeo.fs.walk{dir = '.', [1] = 2}", "unknown argument [1] in vimeo.fs.walk|valid arguments: "),
        ]
    )
    func refused(code: String, message: String) async throws {
        let result = try await runOffline(
            "local e = select(2, pcall(function() \(code) end)) return e.message .. '|' .. (e.hint or '')"
        )
        #expect(result.hasPrefix(message), "\(result)")
    }

    @Test("Every option is described once, and its default and its values are those that are checked")
    func described() {
        let nulls = RequestOptions.nulls.description
        #expect(nulls.values == ["absent", "keep"])
        #expect(nulls.standard == "absent")
        #expect(MoverOptions.resume.description.standard == "true")
    }
}
