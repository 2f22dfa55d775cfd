internal import CPlatform

/// A granted file or folder: a folder that is open, and the names from there to what is granted.
struct FileGrant: Sendable {
    let use: FileAccess.Use
    /// The folder itself if it is there; otherwise, and for a file, the nearest folder above it.
    private let anchor: File
    /// From the anchor to what is granted; links are not followed among these.
    private let rest: [FilePath.Component]
    /// What the granted path is called: as it was given, and without links.
    private let paths: [FilePath]
    private let stepwise: Bool

    /// - Parameter path: an absolute one.
    init(_ path: FilePath, _ use: FileAccess.Use, stepwise: Bool) throws(Errno) {
        self.use = use
        self.stepwise = stepwise
        let given = path.lexicallyNormalized()
        var existing = given
        var rest: [FilePath.Component] = []
        var canonical: FilePath
        while true {
            do throws(Errno) {
                canonical = try existing.resolved()
                break
            } catch {
                guard error == .noSuchFileOrDirectory || error == .notDirectory, let last = existing.lastComponent
                else {
                    throw error
                }
                rest.insert(last, at: 0)
                existing.removeLastComponent()
            }
        }
        if let last = canonical.lastComponent, try Stat(canonical).type != .directory {
            rest.insert(last, at: 0)
            canonical.removeLastComponent()
        }
        anchor = try Self.openFolder(canonical, in: AT_FDCWD)
        self.rest = rest
        paths = [given, rest.reduce(canonical) { $0.appending($1) }]
    }

    private static func openFolder(_ name: FilePath, in base: Int32) throws(Errno) -> File {
        let descriptor = name.withPlatformString { platform_open_folder(base, $0) }
        return File(FileDescriptor(rawValue: try Errno.check(descriptor)))
    }

    /// The names from the anchor to an absolute path; nil if that is not in what is granted.
    func names(of path: FilePath) -> ArraySlice<FilePath.Component>? {
        for own in paths {
            var inner = path
            if inner.removePrefix(own) { return (rest + inner.components)[...] }
        }
        return nil
    }

    enum Finding {
        case place(FilePlace)
        /// A link leads to another absolute path.
        case leadsTo(FilePath, links: Int)
        case leavesGrant
    }

    /// Looks names up from the anchor, as ``names(of:)`` gives them, or the first of those.
    func find(
        _ names: ArraySlice<FilePath.Component>,
        followsLast: Bool,
        links: Int
    ) throws(FileAccess.Problem) -> Finding {
        do throws(Errno) {
            if names.count <= rest.count, let last = names.last {
                let folder = try openFolders(names.dropLast(), in: anchor)
                return .place(FilePlace(FilePath(root: nil, [last]), in: folder))
            }
            let root = try openFolders(names.prefix(rest.count), in: anchor)
            return try walk(names.dropFirst(rest.count), from: root, followsLast: followsLast, links: links)
        } catch {
            throw .failed(error)
        }
    }

    private func openFolders(_ names: ArraySlice<FilePath.Component>, in root: File) throws(Errno) -> File {
        var folder = root
        for name in names { folder = try Self.openFolder(FilePath(root: nil, [name]), in: folder.descriptor.rawValue) }
        return folder
    }

    private func walk(
        _ names: ArraySlice<FilePath.Component>,
        from root: File,
        followsLast: Bool,
        links: Int
    ) throws(Errno) -> Finding {
        if let last = names.last, let folder = openBeneath(names.dropLast(), in: root),
            !followsLast || Self.linkTarget(last, in: folder) == nil
        {
            return .place(FilePlace(FilePath(root: nil, [last]), in: folder))
        }
        var links = links
        // The way to where the walk is, so that .. needs no look at the disk.
        var folders = [root]
        var pending = Array(names.reversed())
        while let name = pending.popLast() {
            switch name.kind {
            case .currentDirectory: continue
            case .parentDirectory:
                guard folders.count > 1 else { return .leavesGrant }
                folders.removeLast()
                continue
            case .regular: break
            }
            let folder = folders[folders.count - 1]
            if followsLast || !pending.isEmpty, let target = Self.linkTarget(name, in: folder) {
                guard links > 0 else { throw .tooManySymbolicLinkLevels }
                links -= 1
                guard !target.isAbsolute else {
                    return .leadsTo(pending.reversed().reduce(target) { $0.appending($1) }, links: links)
                }
                pending += target.components.reversed()
                continue
            }
            let path = FilePath(root: nil, [name])
            if pending.isEmpty { return .place(FilePlace(path, in: folder)) }
            folders.append(try Self.openFolder(path, in: folder.descriptor.rawValue))
        }
        return .place(FilePlace(".", in: folders[folders.count - 1]))
    }

    /// The folder at the end of the names, in one step; nil where that is not possible, also because a link leads out.
    private func openBeneath(_ names: ArraySlice<FilePath.Component>, in root: File) -> File? {
        guard !names.isEmpty else { return root }
        guard !stepwise else { return nil }
        let descriptor = FilePath(root: nil, names).withPlatformString {
            platform_open_beneath(root.descriptor.rawValue, $0)
        }
        return descriptor < 0 ? nil : File(FileDescriptor(rawValue: descriptor))
    }

    /// Where a symbolic link leads; nil for everything else.
    private static func linkTarget(_ name: FilePath.Component, in folder: File) -> FilePath? {
        var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = FilePath(root: nil, [name]).withPlatformString {
            readlinkat(folder.descriptor.rawValue, $0, &target, target.count - 1)
        }
        return count < 0 ? nil : FilePath(platformString: target)
    }
}
