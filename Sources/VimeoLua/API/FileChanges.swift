internal import LuaKit
internal import Platform
internal import Vimeo

extension VimeoTable {
    private static let errors = ["file", "usage"]
    private static let recursive = Parameter.optional(
        "recursive",
        .flag,
        default: false,
        "true removes a folder with all that is in it"
    )

    /// The functions that change files and folders.
    func addFileChanges(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.fs.append",
            permission: .none,
            taking(
                .required("path", .path, "a file; it is created if it does not exist"),
                .required("bytes", .string, "what is added at its end")
            ),
            text: "Adds bytes at the end of a file.",
            errors: Self.errors,
            example: "vimeo.fs.append(\"talks/done.txt\", \"talk.mp4\\n\")"
        ) { [self] arguments, path, content in
            let place = try files.place(path, for: .write, to: "write")
            do throws(Errno) {
                let file = try place.open(.writeOnly, [.append, .create])
                try Errno.catching { try arguments.stack.withBytes(at: content.index) { try file.write($0) } }
            } catch {
                throw VimeoError.file("write", path, error)
            }
            return .results(0)
        }

        functions.add(
            "vimeo.fs.copy",
            permission: .none,
            taking(
                .required("source", .path, "a file"),
                .required("target", .path, "the copy; it is replaced if it exists")
            ),
            text: "Copies a file. The copy appears with all its bytes, or not at all.",
            errors: ["cancelled"] + Self.errors,
            example: "vimeo.fs.copy(\"talk.mp4\", \"talks/talk.mp4\")"
        ) { [files] arguments, source, target in
            .wait(for: { try FileCopy.make(source, target, files) }) { (_: Void, _) in 0 }
        }

        functions.add(
            "vimeo.fs.move",
            permission: .none,
            taking(.required("source", .path, "a file or folder"), .required("target", .path, "its new path")),
            text:
                "Renames a file or folder, also into another folder of the same disk. A file at the new path is replaced.",
            errors: Self.errors,
            example: "vimeo.fs.move(\"talk.mp4\", \"talks/talk.mp4\")"
        ) { [self] _, source, target in
            let from = try files.place(source, for: .write, to: "move", followingLinks: false)
            let to = try files.place(target, for: .write, to: "move", followingLinks: false)
            do throws(Errno) { try from.move(to: to) } catch {
                throw VimeoError.file("move", source, error)
            }
            return .results(0)
        }

        functions.add(
            "vimeo.fs.remove",
            permission: .none,
            taking(.required("path", .path, "a file or folder")),
            options: [Self.recursive],
            results: "boolean",
            text:
                "Removes a file or an empty folder. Returns whether there was one. A symbolic link is removed itself.",
            errors: Self.errors,
            example: "vimeo.fs.remove(\"talks\", {recursive = true})"
        ) { [self] arguments, path in
            let isRecursive = try arguments.option(Self.recursive)
            guard let status = try FileStatus.read(path, files, followingLinks: false) else {
                return arguments.stack.result(.boolean(false))
            }
            let place = try files.place(path, for: .write, to: "remove", followingLinks: false)
            if isRecursive {
                do throws(FilePath.RemovalProblem) { try place.removeTree(named: path.filePath) } catch {
                    throw VimeoError.file("remove", Path(error.path), error.reason)
                }
            } else {
                do throws(Errno) {
                    if status.kind == .directory { try place.removeFolder() } else { try place.removeFile() }
                } catch {
                    throw VimeoError.file("remove", path, error)
                }
            }
            return arguments.stack.result(.boolean(true))
        }

        functions.add(
            "vimeo.fs.tempdir",
            permission: .none,
            taking(),
            results: "path",
            text:
                "Creates a folder of a new name for temporary files, in TMPDIR or /tmp, and returns its path. Remove it "
                + "with vimeo.fs.remove(path, {recursive = true}).",
            errors: Self.errors,
            example: "local dir = vimeo.fs.tempdir()"
        ) { [self] arguments in
            let path = try files.temporary("vimeo-lua.", "create a folder in") { place throws(Errno) in
                try place.makeFolder(permissions: .privateFolder)
            }
            return arguments.stack.result(.string(path.bytes))
        }
    }
}

/// Copies a file piece by piece.
enum FileCopy {
    private static let pieceSize = 1 << 20

    /// - Throws: `VimeoError`; `CancellationError` when its task is cancelled, and the target is then as before.
    static func make(_ source: Path, _ target: Path, _ files: FileAccess) throws {
        let input: File
        let from = try files.place(source, for: .read, to: "read")
        let to = try files.place(target, for: .write, to: "write")
        // A pipe that nobody writes to would be waited for.
        do throws(Errno) { input = try from.open(.readOnly, .nonBlocking) } catch {
            throw VimeoError.file("read", source, error)
        }
        let output: FileReplacement
        do throws(Errno) {
            let status = try input.status()
            guard status.type == .regular else { throw status.type == .directory ? .isDirectory : .invalidArgument }
            output = try FileReplacement(of: to)
        } catch {
            throw VimeoError.file("copy", source, error)
        }
        var isAtEnd = false
        while !isAtEnd {
            try Task.checkCancellation()
            do throws(Errno) {
                let piece = try input.read(upTo: pieceSize)
                isAtEnd = piece.isEmpty
                try Errno.catching { try piece.withUnsafeBytes { try output.write($0) } }
            } catch {
                throw VimeoError.file("copy", source, error)
            }
        }
        try Task.checkCancellation()
        do throws(Errno) { try output.commit() } catch { throw VimeoError.file("copy", source, error) }
    }
}
