internal import LuaKit
internal import Platform
internal import Vimeo

/// A lock between processes for scripts; the system releases it when the process ends.
final class FileLock: LuaObject {
    static let luaName = "lock"
    static let luaMethods: [String: @Sendable (FileLock, LuaStack) throws -> LuaReply] = [:]

    private let file: LockFile

    /// Takes the lock.
    ///
    /// - Throws: an error with the code `locked` if another process, or another lock of this one, has it.
    init(_ path: Path) throws(VimeoError) {
        let attempt: LockFile.Attempt
        do { attempt = try LockFile.take(path.filePath) } catch { throw .file("lock", path, error) }
        guard case .held(let file) = attempt else {
            throw VimeoError(
                .file,
                code: .locked,
                "\(path.text) is locked by another process",
                hint: "wait until it has finished"
            )
        }
        self.file = file
    }
}
