import NIOCore
import Platform

/// An open file that takes the bytes of an upload.
struct UploadFile: ~Copyable {
    private let descriptor: CInt

    /// Opens the file, and makes it if there is none; nil if that fails.
    init?(path: String, truncate: Bool) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (truncate ? O_TRUNC : 0), 0o600)
        if descriptor < 0 { return nil }
    }

    deinit {
        close(descriptor)
    }

    /// Writes the bytes at `offset`.
    ///
    /// - Returns: how many were written; fewer than there are only if the disk takes no more.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) -> Int {
        var written = 0
        while written < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
            let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(written))
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            written += count
        }
        return written
    }
}
