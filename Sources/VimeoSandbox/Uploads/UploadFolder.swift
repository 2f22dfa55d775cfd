import FoundationEssentials
import Platform
import Synchronization

/// The folder for the bytes of uploads: created with the first one, removed with the sandbox or the process.
///
/// It is locked as long as its sandbox lives: what a killed process left is removed with the next folder. A folder that
/// is kept stays as it is.
final class UploadFolder: Sendable {
    private let kept: String?
    private let folder = Mutex<(path: String, lock: File)?>(nil)
    private static let prefix = "vimeo-sandbox-"

    /// Folders to remove when the process ends without a shutdown.
    private static let existing = Mutex<Set<String>>([])
    private static let removeAtExit: Void = {
        atexit { UploadFolder.existing.withLock { $0 }.forEach { try? FileManager.default.removeItem(atPath: $0) } }
    }()

    /// - Parameter kept: a folder that exists; nil for one of its own.
    init(kept: String? = nil) { self.kept = kept }

    /// The file of the upload `id`; nil if no folder can be created.
    func file(_ id: String) -> String? {
        if let kept { return "\(kept)/\(id)" }
        return folder.withLock { folder in
            if folder == nil {
                let parent = FileManager.default.temporaryDirectory.path
                Self.removeAbandoned(in: parent)
                folder = Self.create(in: parent)
            }
            return folder.map { "\($0.path)/\(id)" }
        }
    }

    /// Opens the file of an upload; nil if that fails.
    func open(
        _ id: String,
        _ mode: FileDescriptor.AccessMode = .readOnly,
        _ options: FileDescriptor.OpenOptions = []
    ) -> File? {
        file(id).flatMap { try? File(FilePath($0), mode, options, permissions: .privateFile) }
    }

    func remove(_ ids: [String]) {
        guard let path = kept ?? folder.withLock({ $0?.path }) else { return }
        for id in ids { try? FilePath("\(path)/\(id)").removeFile() }
    }

    /// Removes everything.
    func remove() {
        guard let (path, lock) = folder.withLock({ $0.take() }) else { return }
        try? FileManager.default.removeItem(atPath: path)
        Self.existing.withLock { _ = $0.remove(path) }
        withExtendedLifetime(lock) {}
    }

    private static func create(in parent: String) -> (path: String, lock: File)? {
        while true {
            let path = "\(parent)/\(prefix)\(UUID().uuidString)"
            guard (try? FilePath(path).createFolder(permissions: .privateFolder)) != nil else { return nil }
            // Another process may take a folder that is not locked yet for an abandoned one.
            guard let lock = lock(path), lock.isAt(FilePath(path)) else { continue }
            _ = removeAtExit
            existing.withLock { _ = $0.insert(path) }
            return (path, lock)
        }
    }

    private static func removeAbandoned(in parent: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(prefix) {
            let path = "\(parent)/\(name)"
            guard let lock = lock(path) else { continue }
            try? FileManager.default.removeItem(atPath: path)
            withExtendedLifetime(lock) {}
        }
    }

    /// Locks a folder; nil if a sandbox that lives has it, or another user.
    private static func lock(_ path: String) -> File? {
        guard let file = try? File(FilePath(path), .readOnly, [.directory, .noFollow]) else { return nil }
        return (try? file.lock()) == true ? file : nil
    }
}
