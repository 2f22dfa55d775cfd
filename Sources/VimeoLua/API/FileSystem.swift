internal import LuaKit
internal import Platform
internal import Vimeo

extension VimeoTable {
    var fileSystemFunctions: [FunctionDescription] {
        [list, glob, walk, stat, exists, makeFolder, read, write] + pathFunctions
    }

    private static let errors = ["file", "usage"]

    private static let folder = Parameter.optional("dir", .path, "a folder; the current one by default")
    private static let path = Parameter.required("path", .path, "a file or folder")
    private static let file = Parameter.required("path", .path, "a file")
    private static let newFolder = Parameter.required("path", .path, "a folder")
    private static let target = Parameter.required("path", .path, "a file; it is replaced if it exists")
    private static let content = Parameter.required("bytes", .string, "the content of the file")
    private static let pattern = Parameter.required(
        "pattern",
        .path,
        "a path with * ? [a-z] [!a-z] for names, ** for any number of folders, {a,b} for alternatives; \\ "
            + "before a character takes away its meaning"
    )
    private static let skips = Parameter.choice(
        "on_error",
        ["raise": false, "skip": true],
        "what a folder that cannot be read does"
    )
    private static let follows = Parameter.optional(
        "follow",
        .flag,
        default: true,
        "false returns the status of a symbolic link itself"
    )

    private static func folder(of arguments: Arguments) throws -> Path {
        try arguments[folder] ?? Path(".".utf8)
    }

    private var list: FunctionDescription {
        FunctionDescription(
            name: "vimeo.fs.list",
            parameters: [Self.folder],
            results: "names",
            text: "Returns the names in a folder, also hidden ones, sorted by their bytes.",
            errors: Self.errors,
            example: "for _, name in ipairs(vimeo.fs.list(\"talks\")) do print(name) end",
            permission: .none
        ) { arguments in
            arguments.stack.push(list: try FolderEntry.all(of: Self.folder(of: arguments)).map(\.name))
            return .results(1)
        }
    }

    private var glob: FunctionDescription {
        FunctionDescription(
            name: "vimeo.fs.glob",
            parameters: [Self.pattern, ParameterDescription.options([Self.folder], "where to look")],
            results: "paths",
            text:
                "Returns the paths that match a pattern, sorted. Names that begin with a dot are matched only by a "
                + "pattern that begins with one; ** does not follow symbolic links; folders that may not be read "
                + "count as empty. With dir, the pattern and the paths are relative to that folder.",
            errors: ["cancelled", "file", "usage"],
            example: "for _, path in ipairs(vimeo.fs.glob(\"talks/**/*.{mp4,mov}\")) do print(path) end",
            permission: .none
        ) { arguments in
            let pattern = try arguments[Self.pattern].bytes
            let base = try arguments.option(Self.folder)
            do throws(Errno) {
                try TaskPool.start()
            } catch {
                throw VimeoError.file("list", base ?? Path(".".utf8), error)
            }
            return .wait(for: { try await Glob.find(pattern, in: base) }) { paths, stack in
                stack.push(list: paths.map(\.bytes))
                return 1
            }
        }
    }

    private var walk: FunctionDescription {
        FunctionDescription(
            name: "vimeo.fs.walk",
            parameters: [Self.folder, ParameterDescription.options([Self.skips], "how to handle errors")],
            results: "iterator",
            text:
                "Iterates over everything below a folder, depth first and sorted: returns each path and its type (file, "
                + "directory, link, other). Symbolic links are returned, but not followed.",
            errors: Self.errors,
            example: "for path, type in vimeo.fs.walk(\"talks\") do if type == \"file\" then print(path) end end",
            permission: .none
        ) { arguments in
            let skips = try arguments.option(Self.skips)
            let walk = try FolderWalk(try Self.folder(of: arguments), skipsUnreadable: skips)
            arguments.stack.pushLoop(over: WalkIterator(walk))
            return .results(4)
        }
    }

    private var stat: FunctionDescription {
        FunctionDescription(
            name: "vimeo.fs.stat",
            parameters: [Self.path, ParameterDescription.options([Self.follows], "how to treat links")],
            results: "status",
            text:
                "Returns the status of a file: type (file, directory, link, other), size in bytes, modified in seconds "
                + "since 1970, mode as the permission bits. Returns nil if it does not exist or is a broken link.",
            errors: Self.errors,
            example: "print(vimeo.fs.stat(\"talk.mp4\").size)",
            permission: .none
        ) { arguments in
            let follows = try arguments.option(Self.follows)
            let stack = arguments.stack
            guard let status = try FileStatus.read(arguments[Self.path], followingLinks: follows) else {
                stack.pushNil()
                return .results(1)
            }
            stack.pushTable(fields: 4)
            stack.set("type", status.kind.rawValue)
            stack.push(status.size)
            stack.setRaw("size", in: -2)
            stack.push(status.modified)
            stack.setRaw("modified", in: -2)
            stack.push(Int64(status.mode))
            stack.setRaw("mode", in: -2)
            return .results(1)
        }
    }

    private var exists: FunctionDescription {
        FunctionDescription(
            name: "vimeo.fs.exists",
            parameters: [Self.path],
            results: "boolean",
            text:
                "Tells whether a file or folder exists; a broken link does not. Raises an error if that cannot be determined.",
            errors: Self.errors,
            example: "if not vimeo.fs.exists(\"talk.mp4\") then print(\"no talk\") end",
            permission: .none
        ) { arguments in
            arguments.stack.push(try FileStatus.read(arguments[Self.path]) != nil)
            return .results(1)
        }
    }

    private var makeFolder: FunctionDescription {
        FunctionDescription(
            name: "vimeo.fs.mkdir",
            parameters: [Self.newFolder],
            results: "path",
            text: "Creates a folder and its missing parents, and returns its path.",
            errors: Self.errors,
            example: "local dir = vimeo.fs.mkdir(\"talks/2025\")",
            permission: .none
        ) { arguments in
            let path = try arguments[Self.newFolder]
            try path.createFolder()
            arguments.stack.push(path.bytes)
            return .results(1)
        }
    }

    private var read: FunctionDescription {
        FunctionDescription(
            name: "vimeo.fs.read",
            parameters: [Self.file],
            results: "bytes",
            text: "Reads a whole file, of at most 1 GiB.",
            errors: Self.errors,
            example: "local titles = vimeo.json.decode(vimeo.fs.read(\"titles.json\"))",
            permission: .none
        ) { arguments in
            arguments.stack.push(try InputFile(arguments[Self.file]).readAll())
            return .results(1)
        }
    }

    private var write: FunctionDescription {
        FunctionDescription(
            name: "vimeo.fs.write",
            parameters: [Self.target, Self.content],
            text:
                "Writes a whole file, or leaves it unchanged: the bytes go to a temporary file beside it, which then "
                + "replaces it, with its permissions.",
            errors: Self.errors,
            example: "vimeo.fs.write(\"titles.json\", vimeo.json.encode({\"Talk\"}))",
            permission: .none
        ) { arguments in
            let file = try OutputFile(arguments[Self.target])
            try arguments.stack.withBytes(at: arguments[Self.content].index) { try file.write($0) }
            try file.commit()
            return .results(0)
        }
    }
}

extension LuaStack {
    /// Pushes a list of byte strings.
    func push(list: [[UInt8]]) {
        pushTable(items: list.count)
        for (index, item) in list.enumerated() {
            push(item)
            setRaw(Int64(index + 1), in: -2)
        }
    }

    /// Pushes the four values that a `for` loop takes; the last one makes it close the iterator, however it ends.
    func pushLoop<Iterator: LuaObject>(over iterator: Iterator) {
        push(object: iterator)
        pushNil()
        pushNil()
        pushCopy(of: -3)
    }
}
