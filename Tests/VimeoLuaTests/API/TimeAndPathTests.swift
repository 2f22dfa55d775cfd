import Testing

@testable import VimeoLua

@Suite("Times, paths of the API, and changes of files", .timeLimit(.minutes(1)))
struct TimeAndPathTests {
    @Test(
        "Each gives what it says",
        arguments: [
            ("return vimeo.time.parse('2026-01-31')", "1769817600"),
            ("return vimeo.time.parse('2026-01-31T01:00:00+01:00')", "1769817600"),
            ("return vimeo.time.format(1769817600)", "2026-01-31T00:00:00+00:00"),
            ("return vimeo.time.format(-1)", "1969-12-31T23:59:59+00:00"),
            ("return vimeo.time.parse(vimeo.time.format()) <= vimeo.time.now()", "true"),
            ("return vimeo.time.now() - vimeo.time.ago('1d') >= 86400", "true"),
            ("return require('vimeo.time') == vimeo.time", "true"),
            ("return vimeo.path('/videos/{}/tags/{word}', 12, 'north sea/ä')", "/videos/12/tags/north%20sea%2F%C3%A4"),
            ("return vimeo.path('/me')", "/me"),
            (
                """
                local dir <const> = vimeo.fs.tempdir()
                local a, b = dir .. '/a', dir .. '/b'
                vimeo.fs.append(a, 'one') vimeo.fs.append(a, ' two')
                vimeo.fs.copy(a, b)
                vimeo.fs.mkdir(dir .. '/c/d')
                vimeo.fs.move(a, dir .. '/c/d/e')
                local text = vimeo.fs.read(b) .. '|' .. vimeo.fs.read(dir .. '/c/d/e')
                local refused = select(2, pcall(vimeo.fs.remove, dir .. '/c')).kind
                local gone = vimeo.fs.remove(dir, {recursive = true})
                return table.concat({text, refused, tostring(gone), tostring(vimeo.fs.exists(dir)), tostring(vimeo.fs.remove(dir))}, ' ')
                """, "one two|one two file true false false"
            ),
        ]
    )
    func values(code: String, expected: String) async throws {
        #expect(try await run(code) == expected)
    }

    @Test(
        "What is wrong is said",
        arguments: [
            ("vimeo.time.parse('tomorrow')", "'tomorrow' is not a time"),
            ("vimeo.time.ago('5')", "'5' is not a duration"),
            ("vimeo.time.format(1e300)", "1e+300 seconds are not a year from 1 to 9999"),
            ("vimeo.path('/videos/{}')", "the path /videos/{} takes 1 values, not 0"),
            ("vimeo.path('/videos/{}', '..')", "argument #2 cannot be a part of a path"),
            ("vimeo.fs.copy('/', '/tmp/x')", "cannot copy /: "),
        ]
    )
    func problems(code: String, message: String) async throws {
        let text = try await run("local ok, e = pcall(function() return \(code) end) return tostring(e)")
        #expect(text.hasPrefix(message), "\(text)")
    }
}
