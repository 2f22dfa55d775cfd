extension FilePath {
    /// Creates the folder, and those above it that do not exist.
    package func createFolder(permissions: FilePermissions = .folder) throws(Errno) {
        guard var problem = makeDirectory(permissions) else { return }
        let parent = removingLastComponent()
        if problem == .noSuchFileOrDirectory, !parent.isEmpty, parent != self {
            try parent.createFolder(permissions: permissions)
            guard let second = makeDirectory(permissions) else { return }
            problem = second
        }
        // Another program may have created it meanwhile, and a read-only disk may have it already.
        guard (try? Stat(self))?.type == .directory else { throw problem }
    }

    private func makeDirectory(_ permissions: FilePermissions) -> Errno? {
        withPlatformString { mkdir($0, permissions.rawValue) } == 0 ? nil : .last
    }

    /// What a folder contains, without `.` and `..`, in no order; the type is nil where the folder does not know it.
    package func entries() throws(Errno) -> [(name: [UInt8], type: FileType?)] {
        try FilePlace(self).entries()
    }

    /// What the symbolic links at the end of the path lead to, whether it exists or not.
    package func followingLinks() throws(Errno) -> FilePath {
        var path = self
        // As many as Linux itself follows.
        for _ in 0..<40 {
            var name = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
            let count = path.withPlatformString { readlink($0, &name, name.count - 1) }
            // Not a link, or nothing there; any other problem shows when the file is used.
            if count < 0 { return path }
            path = path.removingLastComponent().pushing(FilePath(platformString: name))
        }
        throw .tooManySymbolicLinkLevels
    }

    /// The absolute path without links; the file has to exist.
    package func resolved() throws(Errno) -> FilePath {
        guard let path = withPlatformString({ realpath($0, nil) }) else { throw .last }
        defer { free(path) }
        return FilePath(platformString: path)
    }

    /// Removes a file; it is not an error if there is none.
    package func removeFile() throws(Errno) {
        try FilePlace(self).removeFile()
    }

    /// Creates a folder of a new name for temporary files, in `TMPDIR` or `/tmp`.
    package static func makeTemporaryFolder(prefix: String) throws(Errno) -> FilePath {
        let base = Environment.variable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(base)/\(prefix).XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .last }
        return FilePath(platformString: template)
    }

    /// Why a folder could not be removed as a whole.
    package struct RemovalProblem: Error {
        /// What in it could not be removed.
        package let path: FilePath
        package let reason: Errno
    }

    /// Removes a file or link, or a folder with all that is in it; it is not an error if there is none.
    package func removeTree() throws(RemovalProblem) {
        try FilePlace(self).removeTree(named: self)
    }

    /// Puts this file in the place of another.
    package func move(to target: FilePath) throws(Errno) {
        try Errno.check(withPlatformString { source in target.withPlatformString { rename(source, $0) } })
    }

    /// Returns when the names in this folder would survive a power cut; some file systems cannot, and need not.
    package func syncFolder() {
        try? File(isEmpty ? "." : self, .readOnly, .directory).sync()
    }

    /// The bytes of a file.
    ///
    /// - Throws: `fileTooLarge` if there are more than `limit`.
    package func contents(upTo limit: Int, _ options: FileDescriptor.OpenOptions = []) throws(Errno) -> [UInt8] {
        try File(self, .readOnly, options).contents(upTo: limit)
    }
}

extension FilePlace {
    /// Removes a file or link, or a folder with all that is in it; it is not an error if there is none.
    ///
    /// Each name is looked up in the open folder that was read: a link that takes the place of a folder meanwhile leads nowhere.
    ///
    /// - Parameter path: what a problem calls it.
    package func removeTree(named path: FilePath) throws(FilePath.RemovalProblem) {
        let children: [(FilePlace, FilePath)]
        do throws(Errno) {
            guard try status(followingLinks: false).type == .directory else { return try removeFile() }
            let folder = try open(.readOnly, [.directory, .noFollow])
            children = try folder.entries().map { entry in
                let name = FilePath(platformString: entry.name.map { CChar(bitPattern: $0) } + [0])
                return (FilePlace(name, in: folder), path.pushing(name))
            }
        } catch {
            if error == .noSuchFileOrDirectory { return }
            throw FilePath.RemovalProblem(path: path, reason: error)
        }
        for (place, path) in children { try place.removeTree(named: path) }
        do throws(Errno) { try removeFolder() } catch { throw FilePath.RemovalProblem(path: path, reason: error) }
    }
}
