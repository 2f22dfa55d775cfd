internal import Platform
internal import Vimeo

/// What the system says about a file.
struct FileStatus {
    /// The kinds of files, named as scripts see them.
    enum Kind: String {
        case file
        case directory
        case link
        /// A device, a pipe or a socket.
        case other
    }

    let kind: Kind
    /// In bytes.
    let size: Int64
    /// In seconds since 1970.
    let modified: Double
    /// The permission bits.
    let mode: mode_t

    /// The status of what is at a path; nil when there is nothing, which is also so at the end of a broken link.
    static func read(
        _ path: Path,
        _ files: FileAccess,
        followingLinks: Bool = true
    ) throws(VimeoError) -> FileStatus? {
        do throws(FileAccess.Problem) {
            let place = try files.place(path.filePath, for: .read, followingLinks: followingLinks)
            let status: Stat
            do throws(Errno) { status = try place.status(followingLinks: followingLinks) } catch {
                throw .failed(error)
            }
            return FileStatus(
                kind: kind(status.type),
                size: status.size,
                modified: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9,
                mode: status.permissions.rawValue
            )
        } catch {
            guard error == .failed(.noSuchFileOrDirectory) || error == .failed(.notDirectory) else {
                throw FileProblem.noPlace(path.text, for: .read, in: files, error) { .file("look at", path, $1) }
            }
            return nil
        }
    }

    /// Whether a path, or the link that it is, leads to a folder.
    static func isFolder(_ path: Path, _ files: FileAccess) -> Bool {
        (try? read(path, files))?.kind == .directory
    }

    static func kind(_ type: FileType) -> Kind {
        switch type {
        case .regular: .file
        case .directory: .directory
        case .symbolicLink: .link
        default: .other
        }
    }
}

/// A name in a folder.
struct FolderEntry {
    let name: [UInt8]
    /// What the folder itself says it is, where it does.
    let kind: FileStatus.Kind?

    /// The entries of a folder, sorted by the bytes of their names, without `.` and `..`.
    static func all(of folder: Path, _ files: FileAccess) throws(VimeoError) -> [FolderEntry] {
        let place = try files.place(folder, for: .read, to: "list")
        do {
            return try place.entries().map { FolderEntry(name: $0.name, kind: $0.type.map(FileStatus.kind)) }
                .sorted { $0.name.lexicographicallyPrecedes($1.name) }
        } catch {
            throw .file("list", folder, error)
        }
    }

    /// The kind of the entry: what the folder says, or else the file itself; nil when it is gone.
    func kind(at path: Path, _ files: FileAccess) throws(VimeoError) -> FileStatus.Kind? {
        if let kind { return kind }
        return try FileStatus.read(path, files, followingLinks: false)?.kind
    }
}
