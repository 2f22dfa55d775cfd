import Platform

/// Where a download goes, as a caller names it.
enum DownloadPlace: Sendable {
    case file(String, FilePlace)
    /// The file gets a name of its own in there.
    case folder(String)

    /// Looks at what is there; what a link leads to is replaced, not the link.
    init(_ path: String, _ files: FileAccess) throws(VimeoError) {
        try FileProblem.refuseNameless(path, hint: "name a file or a folder")
        let place = try Self.place(path, files)
        guard let stat = try? place.status() else {
            if path.hasSuffix("/") { throw FileProblem.error(path, "written", Errno.noSuchFileOrDirectory) }
            self = try Self.followed(path, place)
            return
        }
        switch stat.type {
        case .directory: self = .folder(path)
        case .regular:
            do throws(Errno) { try place.checkWritable() } catch { throw FileProblem.error(path, "written", error) }
            self = try Self.followed(path, place)
        default: throw FileProblem.irregular(path)
        }
    }

    /// The path and place of the file, which is called `name` if it has no name yet.
    func file(
        named name: @autoclosure () -> String,
        _ files: FileAccess
    ) throws(VimeoError) -> (path: String, place: FilePlace) {
        switch self {
        case .file(let path, let place): return (path, place)
        case .folder(let folder):
            let place = try DownloadPlace("\(folder.hasSuffix("/") ? folder : folder + "/")\(name())", files)
            guard case .file(let path, let place) = place else {
                throw FileProblem.error("\(folder)/\(name())", "written", Errno.isDirectory)
            }
            return (path, place)
        }
    }

    private static func place(_ path: String, _ files: FileAccess) throws(VimeoError) -> FilePlace {
        do throws(FileAccess.Problem) { return try files.place(FilePath(path), for: .write) } catch {
            throw FileProblem.noPlace(path, for: .write, in: files, error) { FileProblem.error($0, "written", $1) }
        }
    }

    private static func followed(_ path: String, _ place: FilePlace) throws(VimeoError) -> DownloadPlace {
        guard let stat = try? place.status(followingLinks: false), stat.type == .symbolicLink else {
            return .file(path, place)
        }
        guard !place.isConfined, let real = try? FilePath(path).resolved() else {
            throw FileProblem.problem(path, .irregular, "is a link to nothing", "delete it, or choose another name")
        }
        return .file(real.string, FilePlace(real))
    }
}
