import NIOCore
import NIOPosix
import Platform
import Synchronization

/// When a file was last modified.
struct FileTime: Sendable, Equatable, Codable {
    var seconds: Int
    var nanoseconds: Int
}

extension FileTime {
    init(_ stat: Stat) {
        self.init(seconds: stat.st_mtim.tv_sec, nanoseconds: stat.st_mtim.tv_nsec)
    }
}

/// A file to be sent: open, checked, and watched for changes while it is read.
final class SourceFile: ByteSource {
    let path: String
    let size: Int64
    private let file: File
    let modified: FileTime

    /// Reused memory: new pages for every piece would cost more than reading it.
    private let buffers = Mutex<[ByteBuffer]>([])
    private static let mostBuffers = 4

    /// Opens a file; a missing, unreadable, empty or irregular one is an error of kind `file`.
    init(_ path: String, _ files: FileAccess = .unlimited) throws(VimeoError) {
        self.path = path
        try FileProblem.refuseNameless(path, hint: "name a file")
        let place: FilePlace
        do throws(FileAccess.Problem) { place = try files.place(FilePath(path), for: .read) } catch {
            throw FileProblem.noPlace(path, for: .read, in: files, error, FileProblem.cannotOpen)
        }
        do {
            // Without O_NONBLOCK, opening a FIFO would wait for a writer.
            file = try place.open(.readOnly, .nonBlocking)
        } catch {
            throw FileProblem.cannotOpen(path, error)
        }
        let stat = try FileProblem.naming(path, "read") { [file] in try file.status() }
        guard stat.type != .directory else {
            throw FileProblem.problem(path, .directory, "is a folder", "name a file, or pack the folder first")
        }
        guard stat.type == .regular else {
            throw FileProblem.problem(path, .irregular, "is not a regular file", "copy its contents to a file first")
        }
        guard stat.size > 0 else {
            throw FileProblem.problem(path, .empty, "is empty", "Vimeo does not accept empty files")
        }
        size = stat.size
        modified = FileTime(stat)
    }

    /// The last component of the path.
    var name: String { FilePath(path).lastComponent?.string ?? path }

    /// Fails if the file is not what it was when it was opened.
    func checkUnchanged() throws(VimeoError) {
        let stat = try FileProblem.naming(path, "read") { try file.status() }
        guard stat.size == size, FileTime(stat) == modified else { throw changed }
    }

    /// Reads exactly `count` bytes on a thread that may block.
    func read(_ count: Int, at offset: Int64) async throws -> ByteBuffer {
        try await NIOThreadPool.singleton.runIfActive {
            try self.checkUnchanged()
            var buffer = self.buffer(count)
            while buffer.readableBytes < count {
                let missing = count - buffer.readableBytes
                let place = offset + Int64(buffer.readableBytes)
                let read = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: missing) { space in
                    try FileProblem.naming(self.path, "read") {
                        try self.file.read(at: place, into: UnsafeMutableRawBufferPointer(rebasing: space[..<missing]))
                    }
                }
                guard read > 0 else { throw self.changed }
            }
            self.reuse(buffer)
            return buffer
        }
    }

    func readHeld(_ count: Int, at offset: Int64) throws -> ByteBuffer? {
        try checkUnchanged()
        var buffer = buffer(count)
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
            let isRead = file.readHeld(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: space[..<count]))
            return isRead ? count : 0
        }
        reuse(buffer)
        return buffer.readableBytes == count ? buffer : nil
    }

    /// The oldest buffer is most likely sent by now; one still in use gets new memory, as it copies on write.
    private func buffer(_ count: Int) -> ByteBuffer {
        var buffer = buffers.withLock { $0.count < Self.mostBuffers ? ByteBuffer() : $0.removeFirst() }
        buffer.clear(minimumCapacity: count)
        return buffer
    }

    private func reuse(_ buffer: ByteBuffer) { buffers.withLock { $0.append(buffer) } }

    private var changed: VimeoError {
        let hint = "wait until it is complete, then send it again"
        return FileProblem.problem(path, .changed, "changed while it was sent", hint)
    }
}
