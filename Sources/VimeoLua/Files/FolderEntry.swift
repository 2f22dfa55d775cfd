internal import Vimeo

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A name in a folder.
struct FolderEntry {
    let name: [UInt8]
    /// What the folder itself says it is, where it does.
    let kind: FileStatus.Kind?

    /// The entries of a folder, sorted by the bytes of their names, without `.` and `..`.
    static func all(of folder: Path) throws(VimeoError) -> [FolderEntry] {
        guard let stream = opendir(folder.cString) else { throw .file("list", folder, errno) }
        defer { closedir(stream) }
        var entries: [FolderEntry] = []
        while true {
            // The end and a failure both give no entry; only the failure sets the number.
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = name(of: entry)
            if name != Array(".".utf8), name != Array("..".utf8) {
                entries.append(FolderEntry(name: name, kind: kind(entry.pointee.d_type)))
            }
        }
        guard errno == 0 else { throw .file("list", folder, errno) }
        return entries.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// The kind of the entry: what the folder says, or else the file itself; nil when it is gone.
    func kind(at path: Path) throws(VimeoError) -> FileStatus.Kind? {
        if let kind { return kind }
        return try FileStatus.read(path, followingLinks: false)?.kind
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        // The field is an array in C, which always has an offset; its bytes end with a NUL.
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: UInt8.self)
        return Array(
            UnsafeBufferPointer(
                start: start,
                count: strlen(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self))
            )
        )
    }

    private static func kind(_ type: UInt8) -> FileStatus.Kind? {
        switch Int(type) {
        case Int(DT_REG): .file
        case Int(DT_DIR): .directory
        case Int(DT_LNK): .link
        case Int(DT_UNKNOWN): nil
        default: .other
        }
    }
}
