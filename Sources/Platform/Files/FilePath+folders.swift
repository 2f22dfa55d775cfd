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

    /// Removes a file; it is no error if there is none.
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

    /// Removes a file or link, or a folder with all that is in it.
    package func removeTree() throws(RemovalProblem) {
        do throws(Errno) {
            guard try Stat(self, followTargetSymlink: false).type == .directory else { return try removeFile() }
        } catch {
            throw RemovalProblem(path: self, reason: error)
        }
        let names: [[UInt8]]
        do throws(Errno) { names = try entries().map(\.name) } catch {
            throw RemovalProblem(path: self, reason: error)
        }
        for name in names {
            try pushing(FilePath(platformString: name.map { CChar(bitPattern: $0) } + [0])).removeTree()
        }
        guard withPlatformString({ rmdir($0) }) == 0 else { throw RemovalProblem(path: self, reason: .last) }
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
