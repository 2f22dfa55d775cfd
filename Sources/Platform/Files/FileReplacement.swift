internal import Synchronization

/// A file that appears with all its bytes, or not at all.
///
/// The bytes go to a temporary file beside it, which takes its place in ``commit()``: after a crash or a power cut at any
/// moment there is the old file or the new one, whole. Without ``commit()`` nothing is left behind, and what a killed
/// program leaves is removed by the next replacement in the same folder. A link that leads to the file stays. Something
/// other than a file, such as a device or a pipe, is written to at once.
package final class FileReplacement {
    private let target: FilePlace
    private let file: File
    /// What takes the place of the target; nil once it has, and for devices and pipes.
    private var temporary: FilePlace?

    /// - Parameter permissions: nil keeps those of the file that is replaced.
    package convenience init(of path: FilePath, permissions: FilePermissions? = nil) throws(Errno) {
        try self.init(of: FilePlace(path), permissions: permissions)
    }

    /// - Parameter permissions: nil keeps those of the file that is replaced.
    package init(of place: FilePlace, permissions: FilePermissions? = nil) throws(Errno) {
        target = try place.followingLinks()
        let status = try? target.status()
        switch status?.type {
        case nil: break
        // The folder may allow to replace what the file's owner has protected.
        case .regular?: try target.checkWritable()
        case .directory?: throw .isDirectory
        case .symbolicLink?: throw .tooManySymbolicLinkLevels
        default:
            file = try target.open(.writeOnly)
            return
        }
        let kept = permissions ?? status.map { FilePermissions(rawValue: $0.permissions.rawValue & 0o777) }
        let (temporary, file) = try Temporary.create(beside: target, kept ?? .file)
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
        target.syncFolder()
    }

    package static func write(
        _ bytes: [UInt8],
        to path: FilePath,
        permissions: FilePermissions? = nil
    ) throws(Errno) {
        try write(bytes, to: FilePlace(path), permissions: permissions)
    }

    package static func write(
        _ bytes: [UInt8],
        to place: FilePlace,
        permissions: FilePermissions? = nil
    ) throws(Errno) {
        let replacement = try FileReplacement(of: place, permissions: permissions)
        try Errno.catching { try bytes.withUnsafeBytes { try replacement.write($0) } }
        try replacement.commit()
    }
}

/// The temporary files of replacements, each locked by the program that writes it.
private enum Temporary {
    private static let prefix = ".vimeo-lua-"
    private static let digits = 16

    private static let places = Mutex<[String: FilePlace]>([:])
    private static let cleanedFolders = Mutex<Set<String>>([])
    /// For a process that ends before its time, as by `os.exit`; a forked child has its parent's names, but not its files.
    private static let owner: pid_t = {
        atexit {
            guard Temporary.owner == getpid() else { return }
            for place in Temporary.places.withLock({ Array($0.values) }) { try? place.removeFile() }
        }
        return getpid()
    }()

    static func create(beside target: FilePlace, _ permissions: FilePermissions) throws(Errno) -> (FilePlace, File) {
        _ = owner
        removeLeftovers(beside: target)
        while true {
            let place = target.sibling(prefix + String(hex: .random(in: .min ... .max)))
            let file = try place.open(.writeOnly, [.create, .exclusiveCreate], permissions: permissions)
            // Where there are no locks, nobody takes it for a leftover.
            _ = try? file.lock(waiting: true)
            // Somebody who cleans up may have been quicker.
            guard file.isAt(place) else { continue }
            places.withLock { $0[place.key] = place }
            return (place, file)
        }
    }

    static func remove(_ place: FilePlace) {
        try? place.removeFile()
        forget(place)
    }

    static func forget(_ place: FilePlace) {
        _ = places.withLock { $0.removeValue(forKey: place.key) }
    }

    /// Once per folder: removes the files that nobody has locked, for their programs were killed.
    private static func removeLeftovers(beside target: FilePlace) {
        let folder = target.sibling(".")
        // A descriptor soon means another folder; the number of a folder that is gone is given to the next one.
        guard let status = try? folder.status(),
            cleanedFolders.withLock({
                $0.insert(folder.isConfined ? "\(status.deviceID) \(status.inode)" : folder.key).inserted
            }),
            let entries = try? folder.entries()
        else { return }
        for (bytes, _) in entries where bytes.count == prefix.utf8.count + digits {
            let name = String(decoding: bytes, as: UTF8.self)
            guard name.hasPrefix(prefix), name.utf8.dropFirst(prefix.utf8.count).allSatisfy(\.isHexDigit) else {
                continue
            }
            let place = target.sibling(name)
            guard let file = try? place.open(.readOnly, [.noFollow, .nonBlocking]), (try? file.lock()) == true else {
                continue
            }
            try? place.removeFile()
        }
    }
}
