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
        ) { arguments, path, content in
            do throws(Errno) {
                let file = try File(path.filePath, .writeOnly, [.append, .create], permissions: .file)
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
            errors: Self.errors,
            example: "vimeo.fs.copy(\"talk.mp4\", \"talks/talk.mp4\")"
        ) { arguments, source, target in
            .wait(for: { try FileCopy.make(source, target) }) { (_: Void, _) in 0 }
        }

        functions.add(
            "vimeo.fs.move",
            permission: .none,
            taking(.required("source", .path, "a file or folder"), .required("target", .path, "its new path")),
            text:
                "Renames a file or folder, also into another folder of the same disk. A file at the new path is replaced.",
            errors: Self.errors,
            example: "vimeo.fs.move(\"talk.mp4\", \"talks/talk.mp4\")"
        ) { _, source, target in
            do throws(Errno) { try source.filePath.move(to: target.filePath) } catch {
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
        ) { arguments, path in
            let isRecursive = try arguments.option(Self.recursive)
            guard let status = try FileStatus.read(path, followingLinks: false) else {
                return arguments.stack.result(.boolean(false))
            }
            guard isRecursive else {
                do throws(Errno) {
                    if status.kind == .directory {
                        try Errno.check(path.filePath.withPlatformString { rmdir($0) })
                    } else {
                        try path.filePath.removeFile()
                    }
                } catch {
                    throw VimeoError.file("remove", path, error)
                }
                return arguments.stack.result(.boolean(true))
            }
            do throws(FilePath.RemovalProblem) { try path.filePath.removeTree() } catch {
                throw VimeoError.file("remove", Path(error.path), error.reason)
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
        ) { arguments in
            do throws(Errno) {
                let path = try FilePath.makeTemporaryFolder(prefix: "vimeo-lua")
                return arguments.stack.result(.string(Path(path).bytes))
            } catch {
                let base = Environment.variable("TMPDIR") ?? "/tmp"
                throw VimeoError.file("create a folder in", Path(base.utf8), error)
            }
        }
    }

}

/// Copies a file piece by piece.
private enum FileCopy {
    private static let pieceSize = 1 << 20

    static func make(_ source: Path, _ target: Path) throws(VimeoError) {
        let input: File
        do throws(Errno) { input = try File(source.filePath, .readOnly) } catch { throw .file("read", source, error) }
        do throws(Errno) {
            let status = try input.status()
            guard status.type == .regular else { throw status.type == .directory ? .isDirectory : .invalidArgument }
            let output = try FileReplacement(of: target.filePath)
            while true {
                let piece = try input.read(upTo: pieceSize)
                if piece.isEmpty { break }
                try Errno.catching { try piece.withUnsafeBytes { try output.write($0) } }
            }
            try output.commit()
        } catch {
            throw .file("copy", source, error)
        }
    }
}
