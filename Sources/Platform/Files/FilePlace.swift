internal import CPlatform

/// A file that is to be used: a path of the system, or one name in a folder that is open.
///
/// The second kind comes from ``FileAccess``. It cannot lead anywhere else, whatever happens to the folders above, and a
/// symbolic link with that name is not followed.
package struct FilePlace: Sendable {
    private let folder: File?
    private let path: FilePath

    /// What the system finds at a path.
    package init(_ path: FilePath) {
        (folder, self.path) = (nil, path)
    }

    /// A name, or `.`, in an open folder.
    init(_ name: FilePath, in folder: File) {
        (self.folder, path) = (folder, name)
    }

    /// Whether it is a name in an open folder.
    package var isConfined: Bool { folder != nil }

    private var base: Int32 { folder?.descriptor.rawValue ?? AT_FDCWD }

    private func call(_ body: (_ base: Int32, _ path: UnsafePointer<CChar>) -> Int32) throws(Errno) {
        try Errno.check(path.withPlatformString { body(base, $0) })
    }

    /// Tells places apart in this process.
    var key: String { "\(base) \(path.string)" }

    // MARK: Beside it

    /// A name in the same folder.
    func sibling(_ name: String) -> FilePlace {
        FilePlace(folder: folder, path: path.removingLastComponent().appending(name))
    }

    /// The same name with an ending.
    package func adding(_ ending: String) -> FilePlace {
        let bytes = path.withPlatformString { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) }
        return FilePlace(folder: folder, path: FilePath(platformString: bytes + ending.utf8CString))
    }

    private init(folder: File?, path: FilePath) {
        (self.folder, self.path) = (folder, path)
    }

    /// The folder that it is in.
    private var parent: FilePlace { isConfined ? sibling(".") : FilePlace(path.removingLastComponent()) }

    /// What the symbolic links at the end of a path lead to; a name in an open folder is not a link.
    func followingLinks() throws(Errno) -> FilePlace {
        isConfined ? self : FilePlace(try path.followingLinks())
    }

    // MARK: Where it is

    /// The folder that it is in, and those above, up to the root.
    func folders() throws(Errno) -> [Stat] {
        var folders: [Stat] = []
        var path = FilePath(".")
        while true {
            let status = try Stat(path, relativeTo: FileDescriptor(rawValue: base), flags: [])
            if let last = folders.last, last.isSame(as: status) { return folders }
            folders.append(status)
            path.append("..")
        }
    }

    /// Whether it has the name of an absolute path, in the same folder; capitals do not matter, as on some disks.
    func isNamed(_ other: FilePath) -> Bool {
        guard let name = other.lastComponent, path.string.lowercased() == name.string.lowercased(),
            let folder = try? Stat(other.removingLastComponent()), let own = try? parent.status()
        else { return false }
        return own.isSame(as: folder)
    }

    /// Whether the system makes it up of the memory of processes, as on Linux in `/proc`.
    var isOfProcess: Bool { path.withPlatformString { platform_is_of_process(base, $0) } }

    // MARK: Using it

    /// Opens it; child processes do not inherit it.
    package func open(
        _ mode: FileDescriptor.AccessMode = .readOnly,
        _ options: FileDescriptor.OpenOptions = [],
        permissions: FilePermissions = .file
    ) throws(Errno) -> File {
        var options = options.union(.closeOnExec)
        if isConfined { options.insert(.noFollow) }
        let flags = mode.rawValue | options.rawValue
        let descriptor = path.withPlatformString { openat(base, $0, flags, permissions.rawValue) }
        return File(FileDescriptor(rawValue: try Errno.check(descriptor)))
    }

    /// - Parameter followingLinks: for a path; a name in an open folder is never followed.
    package func status(followingLinks: Bool = true) throws(Errno) -> Stat {
        try Stat(
            path.isEmpty ? "." : path,
            relativeTo: FileDescriptor(rawValue: base),
            flags: followingLinks && !isConfined ? [] : .symlinkNoFollow
        )
    }

    /// Throws the reason why a file that exists may not be written.
    package func checkWritable() throws(Errno) {
        try call { faccessat($0, $1, W_OK, 0) }
    }

    /// What a folder contains, without `.` and `..`, in no order; the type is nil where the folder does not know it.
    package func entries() throws(Errno) -> [(name: [UInt8], type: FileType?)] {
        let folder = try FilePlace(folder: folder, path: path.isEmpty ? "." : path).open(.readOnly, .directory)
        return try folder.entries()
    }

    /// Creates a folder here.
    package func makeFolder(permissions: FilePermissions = .folder) throws(Errno) {
        try call { mkdirat($0, $1, permissions.rawValue) }
    }

    /// Removes a file; it is not an error if there is none.
    package func removeFile() throws(Errno) {
        do throws(Errno) { try call { unlinkat($0, $1, 0) } } catch {
            guard error == .noSuchFileOrDirectory else { throw error }
        }
    }

    /// Removes an empty folder.
    package func removeFolder() throws(Errno) {
        try call { unlinkat($0, $1, AT_REMOVEDIR) }
    }

    /// Puts this file in the place of another.
    package func move(to target: FilePlace) throws(Errno) {
        try call { base, name in target.path.withPlatformString { renameat(base, name, target.base, $0) } }
    }

    /// Returns when the names in its folder would survive a power cut; some file systems cannot, and need not.
    package func syncFolder() {
        let parent = parent
        try? (parent.path.isEmpty ? FilePlace(".") : parent).open(.readOnly, .directory).sync()
    }
}
