import NIOCore
import NIOPosix
import Platform
import Synchronization

/// A file to be sent: open, checked, and watched for changes while it is read.
final class SourceFile: ByteSource {
    let path: String
    let size: Int64
    private let file: File
    let modified: FileTime

    /// Memory that is used again and again: fresh pages for every piece would cost more than reading it.
    private let buffers = Mutex<[ByteBuffer]>([])
    private static let mostBuffers = 4

    /// Opens a file.
    ///
    /// A missing, unreadable, empty or irregular one is an error of kind `file`.
    init(_ path: String) throws(VimeoError) {
        self.path = path
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw VimeoError(
                .file,
                code: .noFile,
                "the file name is empty or has a NUL byte in it",
                hint: "name a file"
            )
        }
        do {
            // Without O_NONBLOCK, opening a FIFO would wait for somebody to write.
            file = try File(FilePath(path), .readOnly, .nonBlocking)
        } catch {
            throw Self.cannotOpen(path, error)
        }
        let stat = try Self.status(of: file, path: path)
        guard stat.type != .directory else {
            throw Self.unusable(path, .directory, "is a folder", "name a file, or pack the folder first")
        }
        guard stat.type == .regular else {
            throw Self.unusable(path, .irregular, "is not a regular file", "copy its contents to a file first")
        }
        guard stat.size > 0 else {
            throw Self.unusable(path, .empty, "is empty", "Vimeo does not accept empty files")
        }
        size = stat.size
        modified = Self.modified(stat)
    }

    /// The last component of the path.
    var name: String { FilePath(path).lastComponent?.string ?? path }

    /// Fails if the file is not what it was when it was opened.
    func checkUnchanged() throws(VimeoError) {
        let stat = try Self.status(of: file, path: path)
        guard stat.size == size, Self.modified(stat) == modified else { throw changed }
    }

    /// Reads exactly `count` bytes on a thread that may block.
    func read(_ count: Int, at offset: Int64) async throws -> ByteBuffer {
        try await NIOThreadPool.singleton.runIfActive {
            try self.checkUnchanged()
            var buffer = self.takeBuffer()
            buffer.clear(minimumCapacity: count)
            while buffer.readableBytes < count {
                let missing = count - buffer.readableBytes
                let place = offset + Int64(buffer.readableBytes)
                let read = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: missing) { space in
                    try self.fill(UnsafeMutableRawBufferPointer(rebasing: space[..<missing]), at: place)
                }
                guard read > 0 else { throw self.changed }
            }
            self.buffers.withLock { $0.append(buffer) }
            return buffer
        }
    }

    /// The oldest buffer, whose bytes are most likely sent by now.
    ///
    /// Were it still in use, clearing it would give it new memory: a `ByteBuffer` copies on write.
    private func takeBuffer() -> ByteBuffer {
        buffers.withLock { $0.count < Self.mostBuffers ? ByteBuffer() : $0.removeFirst() }
    }

    private func fill(_ space: UnsafeMutableRawBufferPointer, at offset: Int64) throws(VimeoError) -> Int {
        do {
            return try file.read(at: offset, into: space)
        } catch {
            throw Self.unusable(path, .unreadable, "cannot be read any more (\(error))", "check the file and its disk")
        }
    }

    private var changed: VimeoError {
        Self.unusable(path, .changed, "changed while it was sent", "wait until it is complete, then send it again")
    }

    private static func status(of file: File, path: String) throws(VimeoError) -> Stat {
        do {
            return try file.status()
        } catch {
            throw unusable(path, .unreadable, "cannot be read (\(error))", "check the file and its disk")
        }
    }

    private static func modified(_ stat: Stat) -> FileTime {
        FileTime(seconds: stat.st_mtim.tv_sec, nanoseconds: stat.st_mtim.tv_nsec)
    }

    private static func cannotOpen(_ path: String, _ error: Errno) -> VimeoError {
        switch error {
        case .noSuchFileOrDirectory, .notDirectory:
            unusable(path, .noFile, "does not exist", "check the name; it is relative to the current folder")
        case .permissionDenied, .notPermitted:
            unusable(path, .unreadable, "may not be read", "check its permissions")
        default:
            unusable(path, .unreadable, "cannot be opened (\(error))", "check the file")
        }
    }

    private static func unusable(
        _ path: String,
        _ code: VimeoError.Code,
        _ problem: String,
        _ hint: String
    ) -> VimeoError {
        VimeoError(.file, code: code, "\(PlainText.oneLine(path)) \(problem)", hint: hint)
    }
}
