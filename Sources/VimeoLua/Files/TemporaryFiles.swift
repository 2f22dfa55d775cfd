internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The temporary files there are: a process that ends before their time, such as by `os.exit`, removes them.
enum TemporaryFiles {
    private static let paths = Mutex<Set<Path>>([])
    private static let removeAtExit: Void = {
        atexit {
            for path in TemporaryFiles.paths.withLock({ $0 }) { unlink(path.cString) }
        }
    }()

    static func add(_ path: Path) {
        _ = removeAtExit
        paths.withLock { _ = $0.insert(path) }
    }

    /// Removes the file, unless it has become another.
    static func remove(_ path: Path, isRenamed: Bool = false) {
        if !isRenamed { unlink(path.cString) }
        paths.withLock { _ = $0.remove(path) }
    }
}
