/// A file or folder of the program itself, which is not granted for writing, though it lies in what is granted.
///
/// It is known by its number, which it keeps under all of its names and wherever its folders are moved; what takes its
/// place is reserved too.
struct ReservedPath: Sendable {
    private let path: FilePath
    /// What is at the path from the start: later it may be elsewhere.
    private let first: Stat?
    /// The path, as it was given and without links.
    private let names: [FilePath]
    /// Those, and the folders that it lies in.
    private let ways: [FilePath]

    /// - Parameter path: an absolute one; it need not exist.
    init(_ path: FilePath) {
        self.path = path
        first = try? Stat(path)
        names = [path, try? path.resolved()].compactMap { $0?.lexicallyNormalized() }
        ways = names.flatMap { name in
            sequence(first: name) { $0.components.isEmpty ? nil : $0.removingLastComponent() }
        }
    }

    /// What was at the path at the start, and what is there now.
    private var files: [Stat] { [first, try? Stat(path)].compactMap { $0 } }

    /// Whether a place is this file.
    func isAt(_ place: FilePlace) -> Bool {
        guard let found = try? place.status() else { return false }
        return files.contains { $0.isSame(as: found) }
    }

    /// Whether writing to a place would change or create it, or something in it.
    ///
    /// - Parameter folders: those that the place is in.
    func includes(_ place: FilePlace, in folders: [Stat]) -> Bool {
        isAt(place) || names.contains(where: place.isNamed)
            || files.contains { file in folders.contains { $0.isSame(as: file) } }
    }

    /// Whether a place is one of the folders that it lies in, or a link to one, or where such a folder would be: moving or
    /// removing what is there, or moving something there, would give it other contents.
    func liesBelow(_ place: FilePlace) -> Bool {
        let found = try? place.status(followingLinks: false)
        return ways.contains { way in
            place.isNamed(way)
                || [true, false].contains { follows in
                    guard let found, let status = try? Stat(way, followTargetSymlink: follows) else { return false }
                    return status.isSame(as: found)
                }
        }
    }
}

extension Stat {
    /// Whether both are of one file.
    func isSame(as other: Stat) -> Bool { inode == other.inode && deviceID == other.deviceID }
}
