internal import LuaKit
internal import Platform
internal import Vimeo

/// A lock between processes for scripts; it ends when the object is closed or collected.
final class FileLock: LuaObject {
    static let luaName = "lock"

    private let file: LockFile

    /// Takes the lock.
    ///
    /// - Throws: an error with the code `locked` if another process, or another lock of this one, has it.
    init(_ path: Path, _ files: FileAccess) throws(VimeoError) {
        let place = try files.place(path, for: .write, to: "lock", followingLinks: false)
        guard LockFile.isFree(place) else {
            throw VimeoError(
                .usage,
                "\(path.text) has content, which a lock would replace",
                hint: "give the lock a file of its own, such as \(path.text).lock"
            )
        }
        let attempt: LockFile.Attempt
        do throws(Errno) { attempt = try LockFile.take(place) } catch { throw .file("lock", path, error) }
        switch attempt {
        case .held(let file):
            self.file = file
        case .taken(let process):
            throw VimeoError(
                .file,
                code: .locked,
                "\(path.text) is locked by \(process.map { "process \($0)" } ?? "another process")",
                hint: "wait until it has finished"
            )
        }
    }
}
