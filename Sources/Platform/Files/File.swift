internal import CPlatform

/// An open file, closed when it is no longer referenced; child processes do not inherit it.
///
/// Opening, ``read(into:)`` and ``write(_:)`` may wait for another program, as with a pipe: a signal ends them with
/// `Errno.interrupted`.
package final class File: Sendable {
    package let descriptor: FileDescriptor

    /// Opens a file; `permissions` are those of a file that `options` create.
    package init(
        _ path: FilePath,
        _ mode: FileDescriptor.AccessMode = .readOnly,
        _ options: FileDescriptor.OpenOptions = [],
        permissions: FilePermissions = .file
    ) throws(Errno) {
        descriptor = try Errno.catching {
            try .open(
                path,
                mode,
                options: options.union(.closeOnExec),
                permissions: permissions,
                retryOnInterrupt: false
            )
        }
    }

    /// Takes an open descriptor over.
    init(_ descriptor: FileDescriptor) {
        self.descriptor = descriptor
    }

    /// Another descriptor of the same open file, for code that closes it itself.
    package func duplicate() throws(Errno) -> Int32 {
        try Errno.check(fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 3))
    }

    deinit {
        try? descriptor.close()
    }

    package func status() throws(Errno) -> Stat { try Stat(descriptor) }

    /// Throws `tooManyOpenFiles` unless so many more files can be opened: before what ends the process without them.
    package static func checkRoom(for count: Int) throws(Errno) {
        _ = try Errno.catching { try (0..<count).map { _ in try File("/dev/null") } }
    }

    // MARK: Bytes

    /// Reads on; 0 at the end.
    package func read(into space: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        try Errno.catching { try descriptor.read(into: space, retryOnInterrupt: false) }
    }

    /// Reads from a place; 0 at the end.
    package func read(at offset: Int64, into space: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        try Errno.catching { try descriptor.read(fromAbsoluteOffset: offset, into: space) }
    }

    /// Fills `space` from a place, if the system holds those bytes in memory: never waits for the disk.
    package func readHeld(at offset: Int64, into space: UnsafeMutableRawBufferPointer) -> Bool {
        platform_read_held(descriptor.rawValue, space.baseAddress, space.count, offset) == space.count
    }

    /// The next bytes; empty at the end.
    package func read(upTo count: Int) throws(Errno) -> [UInt8] {
        try Errno.catching {
            try [UInt8](unsafeUninitializedCapacity: count) { space, initialized in
                initialized = try read(into: UnsafeMutableRawBufferPointer(space))
            }
        }
    }

    /// The bytes from here to the end.
    ///
    /// - Throws: `fileTooLarge` if there are more than `limit`.
    package func contents(upTo limit: Int) throws(Errno) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let piece = try read(upTo: min(256 * 1024, limit - bytes.count + 1))
            if piece.isEmpty { return bytes }
            bytes += piece
            guard bytes.count <= limit else { throw .fileTooLarge }
        }
    }

    /// Writes all bytes where the last write ended.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(Errno) {
        try Errno.catching {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = try descriptor.write(UnsafeRawBufferPointer(rebasing: rest), retryOnInterrupt: false)
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Writes all bytes at a place.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(Errno) {
        try Errno.catching { _ = try descriptor.writeAll(toAbsoluteOffset: offset, bytes) }
    }

    /// Has the system begin to bring bytes to the disk, without waiting, so that less is left for ``sync()``.
    ///
    /// Where it does not know that, nothing happens.
    package func beginSync(from offset: Int64, count: Int) {
        platform_begin_sync(descriptor.rawValue, offset, Int64(count))
    }

    package func resize(to size: Int64) throws(Errno) {
        try Errno.catching { try descriptor.resize(to: size) }
    }

    package func setPermissions(_ permissions: FilePermissions) throws(Errno) {
        try Errno.check(fchmod(descriptor.rawValue, permissions.rawValue))
    }

    /// Returns when its bytes would survive a power cut.
    package func sync() throws(Errno) {
        try Errno.check(fsync(descriptor.rawValue))
    }

    // MARK: Locks

    /// Locks it against all others that lock it, of this process too; the lock ends with ``unlock()``, with this object,
    /// and with the process.
    ///
    /// - Returns: false if another has the lock and it is not waited for.
    package func lock(waiting: Bool = false) throws(Errno) -> Bool {
        while flock(descriptor.rawValue, waiting ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
            switch Errno.last {
            case .wouldBlock: return false
            case .interrupted: continue
            case let problem: throw problem
            }
        }
        return true
    }

    package func unlock() {
        _ = flock(descriptor.rawValue, LOCK_UN)
    }

    /// Whether the path still leads to this file: others may have replaced or removed it.
    package func isAt(_ path: FilePath, followingLinks: Bool = false) -> Bool {
        isSame(as: try? Stat(path, followTargetSymlink: followingLinks))
    }

    /// The same of a place, whose links are not followed.
    package func isAt(_ place: FilePlace) -> Bool {
        isSame(as: try? place.status(followingLinks: false))
    }

    private func isSame(as named: Stat?) -> Bool {
        guard let own = try? status(), let named else { return false }
        return own.isSame(as: named)
    }
}
