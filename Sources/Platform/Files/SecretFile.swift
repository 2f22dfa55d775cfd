/// A file that is never granted, though it lies in what is granted.
///
/// It is known by its number, which it keeps under all of its names and wherever its folders are moved; what takes its
/// place is secret too.
struct SecretFile: Sendable {
    private let path: FilePath
    /// What is at the path from the start: later it may be elsewhere.
    private let first: Stat?
    /// The folders that it lies in, by all of their names.
    private let folders: [FilePath]

    /// - Parameter path: an absolute one; it need not exist.
    init(_ path: FilePath) {
        self.path = path
        first = try? Stat(path)
        folders = Self.names(of: path).flatMap { name in
            sequence(first: name) { $0.removingLastComponent() }.dropFirst().prefix { !$0.components.isEmpty }
        }
    }

    /// What it is called: as it was given, and without links.
    static func names(of path: FilePath) -> [FilePath] {
        [path, try? path.resolved()].compactMap { $0?.lexicallyNormalized() }
    }

    func isAt(_ place: FilePlace) -> Bool {
        guard let found = try? place.status() else { return false }
        return [first, try? Stat(path)].contains { $0.map { $0.isSame(as: found) } ?? false }
    }

    /// Whether a place is one of the folders that it lies in, or a link to one: with that it would move, or go.
    func liesBelow(_ place: FilePlace) -> Bool {
        guard let found = try? place.status(followingLinks: false) else { return false }
        return folders.contains { folder in
            [true, false].contains { follows in
                (try? Stat(folder, followTargetSymlink: follows)).map { $0.isSame(as: found) } ?? false
            }
        }
    }
}

extension Stat {
    /// Whether both are of one file.
    func isSame(as other: Stat) -> Bool { inode == other.inode && deviceID == other.deviceID }
}
