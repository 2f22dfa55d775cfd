import NIOCore
import NIOPosix
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The unfinished file of a download, `NAME.part`, held by this download alone; beside it lies its record.
final class PartFile: Sendable {
    /// Where the file goes in the end.
    let target: String
    let path: String
    let recordPath: String
    private let descriptor: SystemPackage.FileDescriptor

    /// Opens the part of `target`, or makes it, and locks it.
    ///
    /// - Throws: `file`, with code `locked` if another download holds it.
    init(for target: String) throws(VimeoError) {
        self.target = target
        path = "\(target).part"
        recordPath = "\(path).json"
        descriptor = try Self.openAndLock(path)
    }

    deinit {
        // Closing ends the lock, too.
        try? descriptor.close()
    }

    /// The bytes that are there.
    func size() throws(VimeoError) -> Int64 {
        do { return try Stat(descriptor).size } catch { throw FileProblem.error(path, "read", error) }
    }

    /// What is known of the bytes; nil if that is nothing.
    func record() -> PartRecord? {
        guard let file = try? SystemPackage.FileDescriptor.open(FilePath(recordPath), .readOnly, options: Self.careful)
        else { return nil }
        defer { try? file.close() }
        var bytes = [UInt8](repeating: 0, count: 16 * 1024 + 1)
        guard let count = try? bytes.withUnsafeMutableBytes({ try file.read(into: $0) }) else { return nil }
        return PartRecord(json: Array(bytes[..<count]))
    }

    /// Throws away everything from `offset` on, and says whose the rest is, before any new byte gets there.
    func begin(at offset: Int64, _ record: PartRecord) async throws(VimeoError) {
        try await onThread { [self] in
            guard try self.size() >= offset else { throw FileProblem.changed(path) }
            do { try descriptor.resize(to: offset) } catch { throw FileProblem.error(path, "written", error) }
            try save(record)
        }
    }

    /// Writes bytes at a place.
    func write(_ bytes: ByteBuffer, at offset: Int64) async throws(VimeoError) {
        try await onThread { [self] in
            do {
                _ = try bytes.withUnsafeReadableBytes { try descriptor.writeAll(toAbsoluteOffset: offset, $0) }
            } catch {
                throw FileProblem.error(path, "written", error)
            }
        }
    }

    /// Puts the file, which must have `size` bytes, safely on the disk and in its place.
    func finish(size: Int64) async throws(VimeoError) {
        try await onThread { [self] in
            guard try self.size() == size else { throw FileProblem.changed(path) }
            if let mode = try? Stat(FilePath(target), followTargetSymlink: true).permissions.rawValue {
                // A file that is replaced keeps its permissions.
                fchmod(descriptor.rawValue, mode_t(mode & 0o777))
            }
            guard fsync(descriptor.rawValue) == 0, rename(path, target) == 0 else {
                throw FileProblem.error(target, "written", Errno(rawValue: errno))
            }
            unlink(recordPath)
        }
    }

    /// Leaves nothing behind.
    func discard() {
        unlink(recordPath)
        unlink(path)
    }

    private static let careful: SystemPackage.FileDescriptor.OpenOptions = [.closeOnExec, .nonBlocking, .noFollow]

    private static func openAndLock(_ path: String) throws(VimeoError) -> SystemPackage.FileDescriptor {
        while true {
            let descriptor: SystemPackage.FileDescriptor
            do {
                descriptor = try .open(
                    FilePath(path),
                    .readWrite,
                    options: careful.union(.create),
                    permissions: FilePermissions(rawValue: 0o666)
                )
            } catch {
                throw FileProblem.error(path, "written", error)
            }
            do {
                let mine = try Stat(descriptor)
                guard mine.type == .regular else { throw FileProblem.irregular(path) }
                guard flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 else { throw FileProblem.locked(path, errno) }
                // The one who held it may just have put it in its place: then it is no part any more.
                if let named = try? Stat(FilePath(path), followTargetSymlink: false), named.inode == mine.inode {
                    return descriptor
                }
                try descriptor.close()
            } catch {
                try? descriptor.close()
                throw error as? VimeoError ?? FileProblem.error(path, "read", error)
            }
        }
    }

    /// As a whole or not at all, and on the disk before this returns.
    private func save(_ record: PartRecord) throws(VimeoError) {
        let temporary = "\(recordPath)~"
        do {
            let file = try SystemPackage.FileDescriptor.open(
                FilePath(temporary),
                .writeOnly,
                options: Self.careful.union([.create, .truncate]),
                permissions: FilePermissions(rawValue: 0o600)
            )
            try file.closeAfter {
                _ = try file.writeAll(record.json)
                guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
            }
            guard rename(temporary, recordPath) == 0 else { throw Errno(rawValue: errno) }
        } catch {
            unlink(temporary)
            throw FileProblem.error(recordPath, "written", error)
        }
    }

    private func onThread(_ body: @escaping @Sendable () throws -> Void) async throws(VimeoError) {
        do {
            try await NIOThreadPool.singleton.runIfActive(body)
        } catch let error as VimeoError {
            throw error
        } catch {
            throw TransportErrors.cancelled
        }
    }
}
