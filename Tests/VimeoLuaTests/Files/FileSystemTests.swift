import Testing

@testable import VimeoLua

struct FileSystemTests {
    @Test("list gives all names of a folder, hidden ones too, in the order of their bytes")
    func list() async throws {
        let folder = try TemporaryFolder()
        try folder.make("b", "B", "a/x", ".h", "é")
        #expect(try await folder.run("return table.concat(vimeo.fs.list(dir), ' ')") == ".h B a b é")
        #expect(try await folder.run("return #vimeo.fs.list(vimeo.fs.mkdir(dir .. '/new'))") == "0")
        #expect(try await runOffline("return type(vimeo.fs.list())") == "table")
    }

    @Test("A folder of many names is listed whole")
    func manyNames() async throws {
        let folder = try TemporaryFolder()
        let result = try await folder.run(
            """
            for i = 1, 3000 do io.open(dir .. '/' .. i, 'w'):close() end
            local names = vimeo.fs.list(dir)
            local walked = 0
            for _ in vimeo.fs.walk(dir) do walked = walked + 1 end
            return #names .. ' ' .. walked .. ' ' .. #vimeo.fs.glob(dir .. '/*')
            """
        )
        #expect(result == "3000 3000 3000")
    }

    @Test("walk gives everything below, depth first and sorted, with its type, and does not follow links")
    func walk() async throws {
        let folder = try TemporaryFolder()
        try folder.make("b/y", "b/x/z", "a", "c/")
        try folder.link("b/up", to: "..")
        try folder.link("broken", to: "nowhere")
        let result = try await folder.run(
            """
            local found = {}
            for path, type in vimeo.fs.walk(dir) do found[#found + 1] = path:sub(#dir + 2) .. ':' .. type end
            return table.concat(found, ' ')
            """
        )
        #expect(result == "a:file b:directory b/up:link b/x:directory b/x/z:file b/y:file broken:link c:directory")
    }

    @Test("walk continues when a folder is removed meanwhile, and leaving the loop closes it")
    func walkChanging() async throws {
        let folder = try TemporaryFolder()
        try folder.make("a/x", "b")
        let result = try await folder.run(
            """
            local found = {}
            for path, type in vimeo.fs.walk(dir) do
              if type == 'directory' then os.remove(path .. '/x') os.remove(path) end
              found[#found + 1] = path:sub(#dir + 2)
            end
            local walk = vimeo.fs.walk(dir)
            for path in walk, nil, nil, walk do break end
            return table.concat(found, ' ') .. ' ' .. select(2, pcall(walk))
            """
        )
        #expect(result.hasPrefix("a b bad argument #1"))
        #expect(result.hasSuffix("(closed walk)"))
    }

    @Test(
        "A folder that cannot be read raises in walk, or is skipped when asked",
        .enabled(if: TemporaryFolder.permissionsCount)
    )
    func walkUnreadable() async throws {
        let folder = try TemporaryFolder()
        try folder.make("a/x", "b")
        try folder.setMode(0, of: "a")
        #expect(try await folder.failure("for _ in vimeo.fs.walk(dir) do end").hasPrefix("file: cannot list dir/a: "))
        let count = "local n = 0 for _ in vimeo.fs.walk(dir, {on_error = 'skip'}) do n = n + 1 end return n"
        #expect(try await folder.run(count) == "2")
        #expect(try await folder.run("return #vimeo.fs.glob(dir .. '/**')") == "3")
        try folder.setMode(0o700, of: "a")
    }

    @Test(
        "glob finds sorted paths",
        arguments: [
            ("*.mp4", "b.mp4 é.mp4"),
            ("**/*.mp4", "a/c/e.mp4 a/d.mp4 b.mp4 é.mp4"),
            ("**/c/**/*.mp4", "a/c/e.mp4"),
            ("a/*/", "a/c/"),
            ("*/", "a/ loop/"),
            ("*/d.mp4", "a/d.mp4"),
            ("a/../b.*", "a/../b.mp4"),
            ("./b.mp4", "./b.mp4"),
            ("{b,b,nothing}.mp4", "b.mp4"),
            ("?.mp4", "b.mp4 é.mp4"),
            (".*", ".hidden.mp4"),
            ("loop/loop/b.mp4", "loop/loop/b.mp4"),
            ("b.mp4/*", ""),
            ("nothing/**", ""),
            ("a/**", "a/ a/c a/c/e.mp4 a/d.mp4"),
            ("a/**/", "a/ a/c/"),
            ("**/c/**", "a/c/ a/c/e.mp4"),
            ("[[]*", "[x]"),
            ("[x]", ""),
        ]
    )
    func glob(pattern: String, expected: String) async throws {
        let folder = try TemporaryFolder()
        try folder.make("b.mp4", "é.mp4", "a/d.mp4", "a/c/e.mp4", ".hidden.mp4", "[x]")
        try folder.link("loop", to: ".")
        let result = try await folder.run(
            """
            local found = vimeo.fs.glob(dir .. '/\(pattern)')
            for i, path in ipairs(found) do found[i] = path:sub(#dir + 2) end
            return table.concat(found, ' ')
            """
        )
        #expect(result == expected)
    }

    @Test("glob looks in the folder dir, and gives paths relative to it")
    func globBase() async throws {
        let folder = try TemporaryFolder()
        try folder.make("a/b.mp4", "a/c/d.mp4")
        let code = "return table.concat(vimeo.fs.glob"
        #expect(try await folder.run("\(code)('**/*.mp4', {dir = dir .. '/a'}), ' ')") == "b.mp4 c/d.mp4")
        #expect(try await folder.run("\(code){pattern = '*/', dir = dir}, ' ')") == "a/")
        #expect(try await folder.run("\(code)(dir .. '/a', {dir = '/nowhere'}), ' '):sub(#dir + 1)") == "/a")
        #expect(try await folder.run("\(code)('*', {dir = dir .. '/nothing'}), ' ')") == "")
    }

    @Test("glob of the root, of folders, and of nothing")
    func globRoot() async throws {
        let result = try await runOffline(
            "return table.concat(vimeo.fs.glob('/'), ' ') .. table.concat(vimeo.fs.glob('/de[v]'))"
        )
        #expect(result == "//dev")
        #expect(try await failure("vimeo.fs.glob('')") == "usage: pattern is empty")
        #expect(try await failure("vimeo.fs.glob('a\\0')") == "usage: pattern contains a NUL byte")
    }

    @Test("stat returns the status of a file, follows links by default, and returns nil where nothing exists")
    func stat() async throws {
        let folder = try TemporaryFolder()
        try folder.make("talk", "folder/")
        try folder.setMode(0o640, of: "talk")
        try folder.link("link", to: "talk")
        try folder.link("broken", to: "nowhere")
        let result = try await folder.run(
            """
            local function kind(name, options)
              local status = vimeo.fs.stat(dir .. '/' .. name, options)
              return status and status.type or 'nil'
            end
            local talk = vimeo.fs.stat(dir .. '/link')
            assert(math.type(talk.modified) == 'float' and math.abs(talk.modified - os.time()) < 3600)
            return table.concat({talk.type, talk.size, ('%o'):format(talk.mode), kind 'folder', kind('link', {follow = false}),
              kind 'broken', kind('broken', {follow = false}), kind 'none', kind 'talk/none', vimeo.fs.stat('/dev/null').type}, ' ')
            """
        )
        #expect(result == "file 4 640 directory link nil link nil nil other")
    }

    @Test("exists is true for files, folders and links that lead somewhere")
    func exists() async throws {
        let folder = try TemporaryFolder()
        try folder.make("talk")
        try folder.link("broken", to: "nowhere")
        let result = try await folder.run(
            "local e = vimeo.fs.exists return tostring(e(dir)) .. tostring(e(dir .. '/talk')) .. tostring(e(dir .. '/broken'))"
        )
        #expect(result == "truetruefalse")
        try folder.link("circle", to: "circle")
        #expect(try await folder.failure("vimeo.fs.exists(dir .. '/circle')").contains("cannot look at dir/circle"))
    }

    @Test("mkdir creates parents, returns the path, and accepts an existing folder, but not a file")
    func makeFolder() async throws {
        let folder = try TemporaryFolder()
        try folder.make("file")
        let result = try await folder.run(
            """
            local path = vimeo.fs.mkdir(dir .. '/a/b//c/')
            vimeo.fs.mkdir(path) vimeo.fs.mkdir('/') vimeo.fs.mkdir('.')
            return path:sub(#dir + 1) .. ' ' .. vimeo.fs.stat(path).type
            """
        )
        #expect(result == "/a/b//c/ directory")
        #expect(
            try await folder.failure("vimeo.fs.mkdir(dir .. '/file')").hasPrefix(
                "file: cannot create the folder dir/file: "
            )
        )
        #expect(
            try await folder.failure("vimeo.fs.mkdir(dir .. '/file/a/b')").hasPrefix("file: cannot create the folder ")
        )
        #expect(try await folder.failure("vimeo.fs.read(dir .. '/file/')").hasSuffix(": Not a directory"))
        let long = String(repeating: "a", count: 300)
        #expect(try await folder.failure("vimeo.fs.mkdir(dir .. '/\(long)')").hasSuffix(": File name too long"))
    }

    @Test("Names that are not text survive list, walk, glob, stat, write and read")
    func foreignNames() async throws {
        let folder = try TemporaryFolder()
        let result = try await folder.run(
            """
            local name = '\\xff\\n\\x80.mp4'
            local path = vimeo.fs.join(dir, name)
            vimeo.fs.write(path, 'x')
            assert(vimeo.fs.list(dir)[1] == name)
            assert(vimeo.fs.walk(dir)() == path)
            assert(vimeo.fs.glob(dir .. '/\\xff*')[1] == path)
            assert(vimeo.fs.glob(dir .. '/???.mp4')[1] == path)
            assert(vimeo.fs.basename(path) == name and vimeo.fs.extension(path) == 'mp4')
            return vimeo.fs.stat(path).size .. vimeo.fs.read(path)
            """
        )
        #expect(result == "1x")
    }

    @Test("join takes any number of parts, all of them strings")
    func join() async throws {
        #expect(try await runOffline("return vimeo.fs.join('a') .. ' ' .. vimeo.fs.join('a', 'b', 'c')") == "a a/b/c")
        let error = try await runOffline("return select(2, pcall(vimeo.fs.join, 'a', {}))")
        #expect(error.hasSuffix("(string expected, got table)"))
        #expect(error.contains("#2"))
    }

    @Test("The modules can be required, and unknown functions are named")
    func modules() async throws {
        #expect(
            try await runOffline("return require 'vimeo.fs' == vimeo.fs and require 'vimeo.csv' == vimeo.csv") == "true"
        )
        #expect(try await failure("vimeo.fs.lits()") == "usage: no function vimeo.fs.lits; did you mean vimeo.fs.list?")
    }
}
