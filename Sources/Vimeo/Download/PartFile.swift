import NIOCore
import NIOPosix
import Platform

/// The unfinished file of a download, `NAME.part`, held by this download alone; beside it lies its record.
final class PartFile: Sendable {
    /// Where the file goes in the end, for people.
    let target: String
    let path: String
    private let recordPath: String
    private let targetPlace: FilePlace
    private let partPlace: FilePlace
    private let recordPlace: FilePlace
    private let file: File

    /// Opens or creates the part of `target`, and locks it; `locked` if another download holds it.
    ///
    /// - Parameter lock: how it is locked; tests have file systems without locks.
    init(
        for target: String,
        at place: FilePlace,
        lock: (File) throws(Errno) -> Bool = { file throws(Errno) in try file.lock() }
    ) throws(VimeoError) {
        self.target = target
        path = "\(target).part"
        recordPath = "\(path).json"
        targetPlace = place
        partPlace = place.adding(".part")
        recordPlace = partPlace.adding(".json")
        file = try Self.openAndLock(path, partPlace, lock)
    }

    /// The bytes that are there.
    func size() throws(VimeoError) -> Int64 {
        try FileProblem.naming(path, "read") { try file.status().size }
    }

    /// What is known about the bytes, if anything.
    func record() -> PartRecord? {
        (try? recordPlace.open(.readOnly, Self.careful).contents(upTo: PartRecord.largest))
            .flatMap { PartRecord(json: $0) }
    }

    /// Discards everything from `offset` on and records which file the rest belongs to, before any new byte is written.
    func begin(at offset: Int64, _ record: PartRecord) async throws(VimeoError) {
        try await onThread { [self] in
            guard try self.size() >= offset else { throw FileProblem.changed(path) }
            try FileProblem.naming(path, "written") { try file.resize(to: offset) }
            try FileProblem.naming(recordPath, "written") {
                try FileReplacement.write(record.json, to: recordPlace, permissions: .privateFile)
            }
        }
    }

    /// Writes bytes at an offset.
    func write(_ bytes: ByteBuffer, at offset: Int64) async throws(VimeoError) {
        try await onThread { [self] in
            try FileProblem.naming(path, "written") {
                try bytes.withUnsafeReadableBytes { try file.write($0, at: offset) }
                // The disk works while more comes: the end of a large file would wait for all of it.
                file.beginSync(from: offset, count: bytes.readableBytes)
            }
        }
    }

    /// Puts the file, which must have `size` bytes, safely on the disk and in its place.
    func finish(size: Int64) async throws(VimeoError) {
        try await onThread { [self] in
            guard try self.size() == size else { throw FileProblem.changed(path) }
            if let mode = try? targetPlace.status().permissions.rawValue {
                // A file that is replaced keeps its permissions.
                try? file.setPermissions(FilePermissions(rawValue: mode & 0o777))
            }
            try FileProblem.naming(target, "written") {
                try file.sync()
                try partPlace.move(to: targetPlace)
            }
            try? recordPlace.removeFile()
            targetPlace.syncFolder()
        }
    }

    /// Removes the part and its record.
    func discard() {
        try? recordPlace.removeFile()
        try? partPlace.removeFile()
    }

    private static let careful: Platform.FileDescriptor.OpenOptions = [.nonBlocking, .noFollow]

    private static func openAndLock(
        _ path: String,
        _ place: FilePlace,
        _ lock: (File) throws(Errno) -> Bool
    ) throws(VimeoError) -> File {
        try FileProblem.naming(path, "written") {
            while true {
                let file = try place.open(.readWrite, careful.union(.create))
                guard try file.status().type == .regular else { throw FileProblem.irregular(path) }
                // Some file systems have no locks.
                guard (try? lock(file)) ?? true else {
                    let what = "is already being downloaded by this or another process"
                    throw FileProblem.problem(path, .locked, what, "wait until that is done, or choose another name")
                }
                // Its last holder may just have renamed it: then it is no longer a part.
                if file.isAt(place) { return file }
            }
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
