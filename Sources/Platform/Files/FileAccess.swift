/// Which files may be used: all, or what lies in granted folders.
///
/// This is the one place that decides it. A path is looked up from the open descriptor of a granted folder, and what
/// comes out is a name in an open folder: symbolic links are resolved on the way, even if they change meanwhile, and none
/// leads out.
package struct FileAccess: Sendable {
    package enum Use: Sendable {
        case read
        /// Creating, changing, removing; it includes reading.
        case write
    }

    /// Why a path gives no place.
    package enum Problem: Error, Equatable {
        case notGranted
        /// It is the program's own, or of a process: no grant includes it.
        case neverGranted
        /// It is granted, but is a symbolic link, or lies behind one, to what is not.
        case leadsOut
        case failed(Errno)
    }

    /// What an error advises about a path that is not granted.
    package var grantHint = GrantHint.options
    /// A file that is never granted.
    private let secret: ReservedPath?
    /// What is never granted for writing.
    private let reserved: [ReservedPath]
    /// Nil for all files.
    private let grants: [FileGrant]?
    /// What relative paths begin at.
    private let current: FilePath
    /// As many as Linux itself follows.
    private static let mostLinks = 40

    /// All files.
    package static let unlimited = FileAccess()

    private init() {
        (grants, current, secret, reserved) = (nil, "", nil, [])
    }

    /// Files and folders, which need not exist yet; a folder includes all that is in it.
    ///
    /// - Parameters:
    ///   - secret: a file, as an absolute path, that is never granted.
    ///   - reserved: folders, as absolute paths, in which nothing is granted for writing.
    ///   - stepwise: for tests: does not use what Linux can do in one step.
    /// - Throws: the reason why the current folder, or a granted one, cannot be opened.
    package init(
        reading: [String],
        writing: [String],
        except secret: FilePath? = nil,
        reserving reserved: [FilePath] = [],
        stepwise: Bool = false
    ) throws(Errno) {
        guard let folder = getcwd(nil, 0) else { throw .last }
        defer { free(folder) }
        current = FilePath(platformString: folder)
        var grants: [FileGrant] = []
        for (paths, use) in [(writing, Use.write), (reading, .read)] {
            for path in paths {
                grants.append(try FileGrant(current.pushing(FilePath(path)), use, stepwise: stepwise))
            }
        }
        self.grants = grants
        self.secret = secret.map(ReservedPath.init)
        self.reserved = [self.secret].compactMap { $0 } + reserved.map(ReservedPath.init)
    }

    /// The place of a path.
    ///
    /// - Parameter followingLinks: whether a symbolic link at its end is resolved too; it is not where the name itself is
    ///   to be moved or removed.
    package func place(
        _ path: FilePath,
        for use: Use,
        followingLinks: Bool = true
    ) throws(Problem) -> FilePlace {
        guard grants != nil else { return FilePlace(path) }
        try Self.checkLength(path)
        let place = try find(path, use, followingLinks, links: Self.mostLinks)
        try check(place, use, movesName: !followingLinks)
        return place
    }

    /// Refuses what no grant includes, by what it is: under which name it is reached does not matter.
    private func check(_ place: FilePlace, _ use: Use, movesName: Bool) throws(Problem) {
        if place.isOfProcess || secret?.isAt(place) == true { throw .neverGranted }
        guard use == .write, !reserved.isEmpty else { return }
        let folders: [Stat]
        do throws(Errno) { folders = try place.folders() } catch { throw .failed(error) }
        for path in reserved where path.includes(place, in: folders) || movesName && path.liesBelow(place) {
            throw .neverGranted
        }
    }

    /// The system refuses longer paths; here their parts would be looked up first.
    private static func checkLength(_ path: FilePath) throws(Problem) {
        guard path.length < PATH_MAX else { throw .failed(.fileNameTooLong) }
    }

    private func find(_ path: FilePath, _ use: Use, _ followsLast: Bool, links: Int) throws(Problem) -> FilePlace {
        // An empty path would be the current folder.
        guard !path.isEmpty else { throw .failed(.noSuchFileOrDirectory) }
        let whole = current.pushing(path).lexicallyNormalized()
        var problem = Problem.notGranted
        for grant in grants ?? [] where use == .read || grant.use == .write {
            guard let names = grant.names(of: whole) else { continue }
            problem = .leadsOut
            switch try grant.find(names, followsLast: followsLast, links: links) {
            case .place(let place): return place
            case .leadsTo(let target, let links):
                do throws(Problem) { return try find(target, use, followsLast, links: links) } catch {
                    throw error == .notGranted ? .leadsOut : error
                }
            case .leavesGrant: continue
            }
        }
        throw problem
    }

    /// Creates a folder, and those above it that do not exist.
    package func createFolder(_ path: FilePath) throws(Problem) {
        guard let grants else {
            do { return try path.createFolder() } catch { throw .failed(error) }
        }
        try Self.checkLength(path)
        let whole = current.pushing(path).lexicallyNormalized()
        for grant in grants where grant.use == .write {
            guard let names = grant.names(of: whole) else { continue }
            for count in stride(from: 1, through: names.count, by: 1) {
                guard
                    case .place(let place) = try grant.find(
                        names.prefix(count),
                        followsLast: true,
                        links: Self.mostLinks
                    )
                else { throw .leadsOut }
                try check(place, .write, movesName: false)
                do throws(Errno) { try place.makeFolder() } catch {
                    guard (try? place.status())?.type == .directory else { throw .failed(error) }
                }
            }
            return
        }
        throw .notGranted
    }
}
