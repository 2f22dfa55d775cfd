import Platform
import Testing
import Vimeo

@testable import VimeoLua

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct ReadWriteTests {
    @Test("A copy that is cancelled leaves its target as it was")
    func cancelledCopy() async throws {
        let folder = try TemporaryFolder()
        let paths = (try folder.write("a", "new"), try folder.write("b", "old"))
        let copy = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try FileCopy.make(Path(paths.0.utf8), Path(paths.1.utf8), .unlimited)
        }
        await #expect(throws: CancellationError.self) { try await copy.value }
        #expect(try folder.text("b") == "old")
        #expect(try folder.names == ["a", "b"])
    }

    @Test("A pipe is not copied, and not waited for", .timeLimit(.minutes(1)))
    func pipe() async throws {
        let folder = try TemporaryFolder()
        let pipe = folder.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let result = try await failure("vimeo.fs.copy('\(pipe)', '\(folder.file("copy"))')")
        #expect(result.hasPrefix("file: cannot copy \(pipe)"), "\(result)")
    }

    @Test("A file is read as it was written, whatever the bytes, and nothing else is left behind")
    func roundTrip() async throws {
        let folder = try TemporaryFolder()
        let result = try await folder.run(
            """
            local bytes = {}
            for i = 0, 255 do bytes[#bytes + 1] = string.char(i) end
            local text = table.concat(bytes):rep(4000)
            for _, text in ipairs{'', text, 'short'} do
              vimeo.fs.write(dir .. '/file', text)
              assert(vimeo.fs.read(dir .. '/file') == text)
            end
            return table.concat(vimeo.fs.list(dir), ' ')
            """
        )
        #expect(result == "file")
    }

    @Test("Writing keeps the permissions of a file that exists, and the link that leads to it")
    func keepsMode() async throws {
        let folder = try TemporaryFolder()
        try folder.make("real/file")
        try folder.setMode(0o751, of: "real/file")
        try folder.link("link", to: "real/file")
        try folder.link("chain", to: "link")
        try folder.link("new", to: "real/made")
        let result = try await folder.run(
            """
            vimeo.fs.write(dir .. '/chain', 'new text')
            vimeo.fs.write(dir .. '/new', 'made')
            local status = vimeo.fs.stat(dir .. '/real/file')
            return ('%o'):format(status.mode) .. ' ' .. vimeo.fs.stat(dir .. '/link', {follow = false}).type
              .. ' ' .. vimeo.fs.read(dir .. '/real/made') .. ' ' .. #vimeo.fs.list(dir .. '/real')
            """
        )
        #expect(result == "751 link made 2")
        #expect(try folder.text("real/file") == "new text")
    }

    @Test("A new file has the permissions that io.open would give it")
    func newMode() async throws {
        let folder = try TemporaryFolder()
        let result = try await folder.run(
            """
            vimeo.fs.write(dir .. '/a', '')
            io.open(dir .. '/b', 'w'):close()
            return vimeo.fs.stat(dir .. '/a').mode == vimeo.fs.stat(dir .. '/b').mode
            """
        )
        #expect(result == "true")
    }

    @Test("A name as long as names may be can be written")
    func longName() async throws {
        let folder = try TemporaryFolder()
        let name = String(repeating: "n", count: 255)
        #expect(try await folder.run("vimeo.fs.write(dir .. '/\(name)', 'x') return vimeo.fs.list(dir)[1]") == name)
    }

    @Test("A full disk is a clear error")
    func fullDisk() async throws {
        let message = try await failure("vimeo.fs.write('/dev/full', 'x')")
        #expect(message.hasPrefix("file: cannot write /dev/full: No space left"))
        let code = try await runOffline(
            "local _, e = pcall(vimeo.fs.write, '/dev/full', 'x') return e.code .. ': ' .. e.hint"
        )
        #expect(code == "disk_full: free some space, then retry")
    }

    @Test(
        "What cannot be written is an error that names the path and the reason, and leaves nothing behind",
        arguments: [
            ("/folder", "cannot write dir/folder: Is a directory"),
            ("/missing/file", "cannot write dir/missing/file: No such file or directory"),
            ("/file/x", "cannot write dir/file/x: Not a directory"),
            ("/circle", "cannot write dir/circle: Too many levels of symbolic links"),
        ]
    )
    func unwritable(path: String, message: String) async throws {
        let folder = try TemporaryFolder()
        try folder.make("folder/", "file")
        try folder.link("circle", to: "circle")
        #expect(try await folder.failure("vimeo.fs.write(dir .. '\(path)', 'x')") == "file: \(message)")
        #expect(try folder.names == ["circle", "file", "folder"])
        #expect(try folder.text("file") == "file")
    }

    @Test(
        "A file that may not be written, or whose folder may not, stays as it is",
        .enabled(if: TemporaryFolder.permissionsCount)
    )
    func protected() async throws {
        let folder = try TemporaryFolder()
        try folder.make("file", "folder/")
        try folder.setMode(0o400, of: "file")
        try folder.setMode(0o500, of: "folder")
        #expect(
            try await folder.failure("vimeo.fs.write(dir .. '/file', 'x')").hasPrefix("file: cannot write dir/file: ")
        )
        #expect(
            try await folder.failure("vimeo.fs.write(dir .. '/folder/x', 'x')").hasPrefix(
                "file: cannot write dir/folder/x: "
            )
        )
        #expect(try folder.text("file") == "file")
    }

    @Test("A temporary file is gone when its place cannot be taken, or when it is dropped")
    func nothingLeft() throws {
        let folder = try TemporaryFolder()
        let path = Path("\(folder.path)/file".utf8)
        do {
            let file = try OutputFile(path, .unlimited)
            try folder.make("file/")
            #expect(throws: VimeoError.self) { try file.commit() }
        }
        #expect(try folder.names == ["file"])
        do {
            let file = try OutputFile(Path("\(folder.path)/other".utf8), .unlimited)
            try [1, 2, 3].withUnsafeBytes { try file.write($0) }
            #expect(try folder.names.count == 2)
        }
        #expect(try folder.names == ["file"])
    }

    @Test("A temporary file is gone when the process ends before it is dropped")
    func nothingLeftAtExit() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .exitCode(3)) { [path = path as String] in
            let file = try OutputFile(Path("\(path)/file".utf8), .unlimited)
            try [1, 2, 3].withUnsafeBytes { try file.write($0) }
            try withExtendedLifetime(file) {
                guard try TemporaryFolder.names(in: path).count == 1 else { exit(4) }
                exit(3)
            }
        }
        #expect(try folder.names == [])
    }

    @Test(
        "What cannot be read is an error that names the path and the reason",
        arguments: [
            ("dir", "Is a directory"),
            ("dir .. '/none'", "No such file or directory"),
            ("dir .. '/file/x'", "Not a directory"),
        ]
    )
    func unreadable(path: String, reason: String) async throws {
        let folder = try TemporaryFolder()
        try folder.make("file")
        let message = try await folder.failure("vimeo.fs.read(\(path))")
        #expect(message.hasPrefix("file: cannot read dir"))
        #expect(message.hasSuffix(": \(reason)"))
    }

    @Test("More than the limit is not read into memory")
    func tooLarge() throws {
        let folder = try TemporaryFolder()
        try folder.write("file", "12345")
        let path = Path("\(folder.path)/file".utf8)
        #expect(try InputFile(path, .unlimited).readAll(atMost: 5).count == 5)
        #expect(throws: VimeoError.self) { try InputFile(path, .unlimited).readAll(atMost: 4) }
        #expect(throws: VimeoError.self) { try InputFile(Path("/dev/zero".utf8), .unlimited).readAll(atMost: 1 << 20) }
    }

    @Test(
        "An empty name, and one with a NUL, is wrong usage",
        arguments: ["list", "glob", "walk", "stat", "exists", "mkdir", "read", "write"]
    )
    func badNames(function: String) async throws {
        let rest = function == "write" ? ", 'x'" : ""
        #expect(try await failure("vimeo.fs.\(function)(''\(rest))").hasPrefix("usage: "))
        #expect(try await failure("vimeo.fs.\(function)('/tmp\\0/x'\(rest))").hasSuffix(" contains a NUL byte"))
    }
}
