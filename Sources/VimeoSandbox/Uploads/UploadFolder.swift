import FoundationEssentials
import Platform
import Synchronization

/// The folder for the bytes of uploads: made with the first one, removed with the sandbox or the process.
final class UploadFolder: Sendable {
    private let path = Mutex<String?>(nil)

    /// Folders to remove when the process ends without a shutdown.
    private static let open = Mutex<Set<String>>([])
    private static let removeAtExit: Void = {
        atexit { UploadFolder.open.withLock { $0 }.forEach { try? FileManager.default.removeItem(atPath: $0) } }
    }()

    /// The file of the upload `id`.
    func file(_ id: String) -> String {
        path.withLock { path in
            if let path { return "\(path)/\(id)" }
            let folder = FileManager.default.temporaryDirectory.path + "/vimeo-sandbox-\(UUID().uuidString)"
            try? FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            _ = Self.removeAtExit
            Self.open.withLock { _ = $0.insert(folder) }
            path = folder
            return "\(folder)/\(id)"
        }
    }

    func remove(_ ids: [String]) {
        guard let folder = path.withLock({ $0 }) else { return }
        for id in ids {
            // A file that never got a byte does not exist.
            try? FileManager.default.removeItem(atPath: "\(folder)/\(id)")
        }
    }

    /// Removes everything.
    func remove() {
        guard let folder = path.withLock({ $0.take() }) else { return }
        try? FileManager.default.removeItem(atPath: folder)
        Self.open.withLock { _ = $0.remove(folder) }
    }
}
