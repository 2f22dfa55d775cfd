internal import Platform
internal import Vimeo

/// A name in a folder.
struct FolderEntry {
    let name: [UInt8]
    /// What the folder itself says it is, where it does.
    let kind: FileStatus.Kind?

    /// The entries of a folder, sorted by the bytes of their names, without `.` and `..`.
    static func all(of folder: Path) throws(VimeoError) -> [FolderEntry] {
        do {
            return try folder.filePath.entries().map { FolderEntry(name: $0.name, kind: $0.type.map(FileStatus.kind)) }
                .sorted { $0.name.lexicographicallyPrecedes($1.name) }
        } catch {
            throw .file("list", folder, error)
        }
    }

    /// The kind of the entry: what the folder says, or else the file itself; nil when it is gone.
    func kind(at path: Path) throws(VimeoError) -> FileStatus.Kind? {
        if let kind { return kind }
        return try FileStatus.read(path, followingLinks: false)?.kind
    }
}
