internal import LuaKit
internal import Platform
internal import Vimeo

extension VimeoTable {
    private static let folder = Parameter.optional("dir", .path, "a folder; the current one by default")
    private static let path = Parameter.required("path", .path, "a file or folder")
    private static let pathText = Parameter.required("path", .string, "a path; it does not have to exist")
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
    private static let algorithm = Parameter.choice(
        "algorithm",
        ["sha256": DigestAlgorithm.sha256, "md5": .md5],
        "how it is computed"
    )
    private static let errors = ["file", "usage"]

    func addFileSystem(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.fs.list",
            permission: .none,
            taking(Self.folder),
            results: "names",
            text: "Returns the names in a folder, also hidden ones, sorted by their bytes.",
            errors: Self.errors,
            example: "for _, name in ipairs(vimeo.fs.list(\"talks\")) do print(name) end"
        ) { [self] arguments, folder in
            arguments.stack.push(list: try FolderEntry.all(of: folder ?? .current, files).map(\.name))
            return .results(1)
        }

        functions.add(
            "vimeo.fs.glob",
            permission: .none,
            taking(
                .required(
                    "pattern",
                    .path,
                    "a path with * ? [a-z] [!a-z] for names, ** for any number of folders, {a,b} for alternatives; \\ "
                        + "before a character takes away its meaning"
                )
            ),
            options: [Self.folder],
            results: "paths",
            text: "Returns the paths that match a pattern, sorted. Names that begin with a dot are matched only by a "
                + "pattern that begins with one; ** does not follow symbolic links; folders that may not be read "
                + "count as empty. With dir, the pattern and the paths are relative to that folder.",
            errors: ["cancelled", "file", "usage"],
            example: "for _, path in ipairs(vimeo.fs.glob(\"talks/**/*.{mp4,mov}\")) do print(path) end"
        ) { [files] arguments, pattern in
            let base = try arguments.option(Self.folder)
            return .wait(for: { try await Glob.find(pattern.bytes, in: base, files) }) { paths, stack in
                stack.push(list: paths.map(\.bytes))
                return 1
            }
        }

        functions.add(
            "vimeo.fs.walk",
            permission: .none,
            taking(Self.folder),
            options: [Self.skips],
            results: "iterator",
            text:
                "Iterates over everything below a folder, depth first and sorted: returns each path and its type (file, "
                + "directory, link, other). Symbolic links are returned, but not followed.",
            errors: Self.errors,
            example: "for path, type in vimeo.fs.walk(\"talks\") do if type == \"file\" then print(path) end end"
        ) { [self] arguments, folder in
            let skips = try arguments.option(Self.skips)
            return arguments.stack.loop(over: try FolderWalk(folder ?? .current, files, skipsUnreadable: skips))
        }

        functions.add(
            "vimeo.fs.stat",
            permission: .none,
            taking(Self.path),
            options: [Self.follows],
            results: "status",
            text:
                "Returns the status of a file: type (file, directory, link, other), size in bytes, modified in seconds "
                + "since 1970, mode as the permission bits. Returns nil if it does not exist or is a broken link.",
            errors: Self.errors,
            example: "print(vimeo.fs.stat(\"talk.mp4\").size)"
        ) { [self] arguments, path in
            let stack = arguments.stack
            let follows = try arguments.option(Self.follows)
            guard let status = try FileStatus.read(path, files, followingLinks: follows) else {
                return stack.result(.nil)
            }
            stack.pushTable(fields: 4)
            stack.set("type", status.kind.rawValue)
            stack.set("size", .integer(status.size))
            stack.set("modified", .number(status.modified))
            stack.set("mode", Int(status.mode))
            return .results(1)
        }

        functions.add(
            "vimeo.fs.exists",
            permission: .none,
            taking(Self.path),
            results: "boolean",
            text:
                "Tells whether a file or folder exists; a broken link does not. Raises an error if that cannot be determined.",
            errors: Self.errors,
            example: "if not vimeo.fs.exists(\"talk.mp4\") then print(\"no talk\") end"
        ) { [self] arguments, path in
            arguments.stack.result(.boolean(try FileStatus.read(path, files) != nil))
        }

        functions.add(
            "vimeo.fs.mkdir",
            permission: .none,
            taking(.required("path", .path, "a folder")),
            results: "path",
            text: "Creates a folder and its missing parents, and returns its path.",
            errors: Self.errors,
            example: "local dir = vimeo.fs.mkdir(\"talks/2025\")"
        ) { [self] arguments, path in
            try files.createFolder(path)
            return arguments.stack.result(.string(path.bytes))
        }

        functions.add(
            "vimeo.fs.read",
            permission: .none,
            taking(.required("path", .path, "a file")),
            results: "bytes",
            text: "Reads a whole file, of at most 1 GiB.",
            errors: Self.errors,
            example: "local titles = vimeo.json.decode(vimeo.fs.read(\"titles.json\"))"
        ) { [self] arguments, path in
            let file = try InputFile(path, files)
            // Lua is given its own copy of them.
            let room = arguments.stack.memoryLeft(for: min(file.size, InputFile.mostBytes))
            return arguments.stack.result(.string(try file.readAll(atMost: min(room, InputFile.mostBytes))))
        }

        functions.add(
            "vimeo.fs.hash",
            permission: .none,
            taking(Self.path, Self.algorithm),
            results: "digest",
            text:
                "Returns the digest of a file's bytes in hexadecimal digits. Only sha256 tells files apart that somebody "
                + "has made alike.",
            errors: ["cancelled", "file", "usage"],
            example: "vimeo.fs.hash(\"talk.mp4\")"
        ) { [files] _, path, algorithm in
            .wait(for: { try InputFile.digest(of: path, algorithm, files) }) { text, stack in
                stack.push(text)
                return 1
            }
        }

        functions.add(
            "vimeo.fs.write",
            permission: .none,
            taking(
                .required("path", .path, "a file; it is replaced if it exists"),
                .required("bytes", .string, "the content of the file")
            ),
            text: "Writes a whole file, or leaves it unchanged: the bytes go to a temporary file beside it, which then "
                + "replaces it, with its permissions.",
            errors: Self.errors,
            example: "vimeo.fs.write(\"titles.json\", vimeo.json.encode({\"Talk\"}))"
        ) { [self] arguments, path, content in
            let file = try OutputFile(path, files)
            try arguments.stack.withBytes(at: content.index) { try file.write($0) }
            try file.commit()
            return .results(0)
        }
    }

    /// The functions that only look at the text of a path.
    func addPaths(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.fs.join",
            permission: .none,
            taking(.required("part", .bytes, "the first part; more follow")),
            takesMore: true,
            results: "path",
            text:
                "Joins parts of a path with slashes. Empty parts are skipped; a part that begins with a slash does not "
                + "start at the root.",
            example: "vimeo.fs.join(\"talks\", \"2025\", \"intro.mp4\")"
        ) { arguments, _ in
            let stack = arguments.stack
            let parts = try (1...stack.top).map { index in
                guard let part = stack.bytes(at: index) else {
                    throw LuaError.expected("string", at: Int(index), on: stack)
                }
                return part
            }
            return stack.result(.string(Path.joining(parts).bytes))
        }

        functions.add(
            "vimeo.fs.basename",
            permission: .none,
            taking(Self.pathText),
            results: "basename",
            text: "Returns the last part of a path.",
            example: "vimeo.fs.basename(\"talks/intro.mp4\")"
        ) { arguments, path in
            arguments.stack.push(partOf: path, Path.name)
        }

        functions.add(
            "vimeo.fs.extension",
            permission: .none,
            taking(Self.pathText),
            results: "extension",
            text: "Returns what follows the last dot of a name, or an empty string.",
            example: "vimeo.fs.extension(\"talks/intro.mp4\")"
        ) { arguments, path in
            arguments.stack.push(partOf: path, Path.fileExtension)
        }

        functions.add(
            "vimeo.fs.stem",
            permission: .none,
            taking(Self.pathText),
            results: "stem",
            text: "Returns the last part of a path, without its extension.",
            example: "vimeo.fs.stem(\"talks/intro.mp4\")"
        ) { arguments, path in
            arguments.stack.push(partOf: path, Path.stem)
        }

        functions.add(
            "vimeo.fs.same_name",
            permission: .none,
            taking(.required("name", .bytes, "a name"), .required("other", .bytes, "a name")),
            results: "boolean",
            text:
                "Tells whether two names are the same text, also where one has an accented letter as one character (NFC) "
                + "and the other as two (NFD).",
            example: "vimeo.fs.same_name(\"Caf\\u{e9}\", \"Cafe\\u{301}\")"
        ) { arguments, name, other in
            // Strings are equal where they are canonically equivalent; bytes that are not text only where they are the same.
            let texts = [name, other].compactMap { String(validating: $0, as: UTF8.self) }
            return arguments.stack.result(.boolean(texts.count == 2 ? texts[0] == texts[1] : name == other))
        }
    }
}

extension LuaStack {
    /// Answers with a part of the text of a path.
    fileprivate func push(
        partOf path: Argument,
        _ part: (UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer>
    ) -> LuaReply {
        push(partOfStringAt: path.index, part)
        return .results(1)
    }
}
