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
        /// It is granted, but is a symbolic link, or lies behind one, to what is not.
        case leadsOut
        case failed(Errno)
    }

    /// What an error advises about a path that is not granted.
    package var grantHint = GrantHint.options
    /// A file that is never granted, if it lies in what is granted.
    private let secret: SecretFile?
    /// Nil for all files.
    private let grants: [FileGrant]?
    /// What relative paths begin at.
    private let current: FilePath
    /// As many as Linux itself follows.
    private static let mostLinks = 40

    /// All files.
    package static let unlimited = FileAccess()

    private init() {
        (grants, current, secret) = (nil, "", nil)
    }

    /// Files and folders, which need not exist yet; a folder includes all that is in it.
    ///
    /// - Parameters:
    ///   - secret: a file, as an absolute path, that is never granted.
    ///   - stepwise: for tests: does not use what Linux can do in one step.
    /// - Throws: the reason why the current folder, or a granted one, cannot be opened.
    package init(
        reading: [String],
        writing: [String],
        except secret: FilePath? = nil,
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
        self.secret = secret.flatMap { secret in
            let names = SecretFile.names(of: secret)
            let isIncluded = grants.contains { grant in names.contains { grant.names(of: $0) != nil } }
            return isIncluded ? SecretFile(secret) : nil
        }
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
        let place = try find(path, use, followingLinks, links: Self.mostLinks)
        if let secret, secret.isAt(place) || use == .write && !followingLinks && secret.liesBelow(place) {
            throw .notGranted
        }
        return place
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
                do throws(Errno) { try place.makeFolder() } catch {
                    guard (try? place.status())?.type == .directory else { throw .failed(error) }
                }
            }
            return
        }
        throw .notGranted
    }
}
