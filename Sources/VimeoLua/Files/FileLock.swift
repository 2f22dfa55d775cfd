internal import LuaKit
internal import Vimeo

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A lock between processes: a file that one of them holds; the system releases it when the process ends.
final class FileLock: LuaObject {
    static let luaName = "lock"
    static let luaMethods: [String: @Sendable (FileLock, LuaStack) throws -> LuaReply] = [:]

    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Throws: an error with the code `locked` if another process, or another lock of this one, has it.
    init(_ path: Path) throws(VimeoError) {
        descriptor = open(path.cString, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .file("lock", path, errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
        let reason = errno
        close(descriptor)
        guard reason == EWOULDBLOCK else { throw .file("lock", path, reason) }
        throw VimeoError(
            .file,
            code: "locked",
            "\(path.text) is locked by another process",
            hint: "wait until it has finished"
        )
    }

    deinit {
        close(descriptor)
    }
}
