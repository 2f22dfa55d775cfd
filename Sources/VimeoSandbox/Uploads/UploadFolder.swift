import FoundationEssentials
import Platform
import Synchronization

/// The folder for the bytes of uploads: created with the first one, removed with the sandbox or the process.
///
/// It is locked as long as its sandbox lives. What a killed process left is removed with the next folder.
final class UploadFolder: Sendable {
    private struct Folder {
        let path: String
        /// Holds the lock.
        let descriptor: CInt
    }

    private let folder = Mutex<Folder?>(nil)
    private static let prefix = "vimeo-sandbox-"

    /// Folders to remove when the process ends without a shutdown.
    private static let existing = Mutex<Set<String>>([])
    private static let removeAtExit: Void = {
        atexit { UploadFolder.existing.withLock { $0 }.forEach { try? FileManager.default.removeItem(atPath: $0) } }
    }()

    /// The file of the upload `id`; nil if no folder can be created.
    func file(_ id: String) -> String? {
        folder.withLock { folder in
            if folder == nil {
                let parent = FileManager.default.temporaryDirectory.path
                Self.removeAbandoned(in: parent)
                folder = Self.create(in: parent)
            }
            return folder.map { "\($0.path)/\(id)" }
        }
    }

    func remove(_ ids: [String]) {
        guard let path = folder.withLock({ $0?.path }) else { return }
        for id in ids {
            // A file that never got a byte does not exist.
            try? FileManager.default.removeItem(atPath: "\(path)/\(id)")
        }
    }

    /// Removes everything.
    func remove() {
        guard let folder = folder.withLock({ $0.take() }) else { return }
        try? FileManager.default.removeItem(atPath: folder.path)
        Self.existing.withLock { _ = $0.remove(folder.path) }
        close(folder.descriptor)
    }

    private static func create(in parent: String) -> Folder? {
        while true {
            let path = "\(parent)/\(prefix)\(UUID().uuidString)"
            guard mkdir(path, 0o700) == 0 else { return nil }
            // Another process may take a folder that is not locked yet for an abandoned one.
            guard let descriptor = lock(path) else { continue }
            guard access(path, F_OK) == 0 else {
                close(descriptor)
                continue
            }
            _ = removeAtExit
            existing.withLock { _ = $0.insert(path) }
            return Folder(path: path, descriptor: descriptor)
        }
    }

    private static func removeAbandoned(in parent: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(prefix) {
            guard let descriptor = lock("\(parent)/\(name)") else { continue }
            try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
            close(descriptor)
        }
    }

    /// Locks a folder; nil if a sandbox that lives has it, or another user.
    private static func lock(_ path: String) -> CInt? {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
        close(descriptor)
        return nil
    }
}
