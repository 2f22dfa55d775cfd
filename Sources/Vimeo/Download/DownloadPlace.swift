import Platform

/// Where a download goes, as a caller names it.
enum DownloadPlace: Sendable, Equatable {
    case file(String)
    /// The file gets a name of its own in there.
    case folder(String)

    /// Looks at what is there; what a link leads to is replaced, not the link.
    init(_ path: String) throws(VimeoError) {
        try FileProblem.refuseNameless(path, hint: "name a file or a folder")
        guard let stat = try? Stat(FilePath(path), followTargetSymlink: true) else {
            if path.hasSuffix("/") { throw FileProblem.error(path, "written", Errno.noSuchFileOrDirectory) }
            self = .file(try Self.followed(path))
            return
        }
        switch stat.type {
        case .directory: self = .folder(path)
        case .regular:
            guard access(path, W_OK) == 0 else { throw FileProblem.error(path, "written", Errno.last) }
            self = .file(try Self.followed(path))
        default: throw FileProblem.irregular(path)
        }
    }

    /// The path of the file, which is called `name` if it has no name yet.
    func path(named name: @autoclosure () -> String) throws(VimeoError) -> String {
        switch self {
        case .file(let path): return path
        case .folder(let folder):
            let place = try DownloadPlace("\(folder.hasSuffix("/") ? folder : folder + "/")\(name())")
            guard case .file(let path) = place else {
                throw FileProblem.error("\(folder)/\(name())", "written", Errno.isDirectory)
            }
            return path
        }
    }

    private static func followed(_ path: String) throws(VimeoError) -> String {
        guard let stat = try? Stat(FilePath(path), followTargetSymlink: false), stat.type == .symbolicLink else {
            return path
        }
        guard let real = try? FilePath(path).resolved() else {
            throw FileProblem.problem(path, .irregular, "is a link to nothing", "delete it, or choose another name")
        }
        return real.string
    }
}
