internal import Vimeo

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

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
    static func read(_ path: Path, followingLinks: Bool = true) throws(VimeoError) -> FileStatus? {
        var status = stat()
        guard (followingLinks ? stat(path.cString, &status) : lstat(path.cString, &status)) != 0 else {
            return FileStatus(status)
        }
        guard errno == ENOENT || errno == ENOTDIR else { throw .file("look at", path, errno) }
        return nil
    }

    /// The status of an open file.
    static func read(_ descriptor: Int32, path: Path) throws(VimeoError) -> FileStatus {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .file("look at", path, errno) }
        return FileStatus(status)
    }

    private init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFLNK: .link
            default: .other
            }
        size = Int64(status.st_size)
        mode = status.st_mode & 0o7777
        #if canImport(Darwin)
        let time = status.st_mtimespec
        #else
        let time = status.st_mtim
        #endif
        modified = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
