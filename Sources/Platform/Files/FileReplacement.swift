internal import Synchronization

/// A file that appears with all its bytes, or not at all.
///
/// The bytes go to a temporary file beside it, which takes its place in ``commit()``: after a crash or a power cut at any
/// moment there is the old file or the new one, whole. Without ``commit()`` nothing is left behind, and what a killed
/// program leaves is removed by the next replacement in the same folder. A link that leads to the file stays. Something
/// other than a file, such as a device or a pipe, is written to at once.
package final class FileReplacement {
    private let target: FilePath
    private let file: File
    /// What takes the place of the target; nil once it has, and for devices and pipes.
    private var temporary: FilePath?

    /// - Parameter permissions: nil keeps those of the file that is replaced.
    package init(of path: FilePath, permissions: FilePermissions? = nil) throws(Errno) {
        target = try path.followingLinks()
        let status = try? Stat(target)
        switch status?.type {
        case nil: break
        // The folder may allow to replace what the file's owner has protected.
        case .regular?: try Errno.check(target.withPlatformString { access($0, W_OK) })
        case .directory?: throw .isDirectory
        default:
            file = try File(target, .writeOnly)
            return
        }
        let kept = permissions ?? status.map { FilePermissions(rawValue: $0.permissions.rawValue & 0o777) }
        let (temporary, file) = try Temporary.create(in: target.removingLastComponent(), kept ?? .file)
        (self.temporary, self.file) = (temporary, file)
        // The user's mask was applied to it.
        if let kept { try? file.setPermissions(kept) }
    }

    deinit {
        if let temporary { Temporary.remove(temporary) }
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(Errno) {
        try file.write(bytes)
    }

    /// Puts the file in place, safely on the disk.
    package func commit() throws(Errno) {
        guard let temporary else { return }
        try file.sync()
        try temporary.move(to: target)
        Temporary.forget(temporary)
        self.temporary = nil
        target.removingLastComponent().syncFolder()
    }

    package static func write(
        _ bytes: [UInt8],
        to path: FilePath,
        permissions: FilePermissions? = nil
    ) throws(Errno) {
        let replacement = try FileReplacement(of: path, permissions: permissions)
        try Errno.catching { try bytes.withUnsafeBytes { try replacement.write($0) } }
        try replacement.commit()
    }
}

/// The temporary files of replacements, each locked by the program that writes it.
private enum Temporary {
    private static let prefix = ".vimeo-lua-"
    private static let digits = 16

    private static let names = Mutex<Set<FilePath>>([])
    private static let cleanedFolders = Mutex<Set<FilePath>>([])
    /// For a process that ends before its time, as by `os.exit`; a forked child has its parent's names, but not its files.
    private static let owner: pid_t = {
        atexit {
            guard Temporary.owner == getpid() else { return }
            for path in Temporary.names.withLock({ $0 }) { try? path.removeFile() }
        }
        return getpid()
    }()

    static func create(in folder: FilePath, _ permissions: FilePermissions) throws(Errno) -> (FilePath, File) {
        _ = owner
        removeLeftovers(in: folder)
        while true {
            let path = folder.appending(prefix + String(hex: .random(in: .min ... .max)))
            let file = try File(path, .writeOnly, [.create, .exclusiveCreate], permissions: permissions)
            // Where there are no locks, nobody takes it for a leftover.
            _ = try? file.lock(waiting: true)
            // Somebody who cleans up may have been quicker.
            guard file.isAt(path) else { continue }
            names.withLock { _ = $0.insert(path) }
            return (path, file)
        }
    }

    static func remove(_ path: FilePath) {
        try? path.removeFile()
        forget(path)
    }

    static func forget(_ path: FilePath) {
        names.withLock { _ = $0.remove(path) }
    }

    /// Once per folder: removes the files that nobody has locked, for their programs were killed.
    private static func removeLeftovers(in folder: FilePath) {
        guard cleanedFolders.withLock({ $0.insert(folder).inserted }),
            let entries = try? (folder.isEmpty ? "." : folder).entries()
        else { return }
        for (bytes, _) in entries where bytes.count == prefix.utf8.count + digits {
            let name = String(decoding: bytes, as: UTF8.self)
            guard name.hasPrefix(prefix), name.utf8.dropFirst(prefix.utf8.count).allSatisfy(\.isHexDigit) else {
                continue
            }
            let path = folder.appending(name)
            guard let file = try? File(path, .readOnly, [.noFollow, .nonBlocking]), (try? file.lock()) == true else {
                continue
            }
            try? path.removeFile()
        }
    }
}
