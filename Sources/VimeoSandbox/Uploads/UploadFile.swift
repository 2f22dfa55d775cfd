import NIOCore
import Platform

/// An open file with the bytes of an upload.
final class UploadFile: Sendable {
    private let descriptor: CInt

    /// Opens the file to write, and creates it if there is none; nil if that fails.
    convenience init?(writing path: String?, truncate: Bool) {
        self.init(path, O_WRONLY | O_CREAT | (truncate ? O_TRUNC : 0))
    }

    /// Opens the file to read; nil if there is none.
    convenience init?(reading path: String?) {
        self.init(path, O_RDONLY)
    }

    private init?(_ path: String?, _ flags: CInt) {
        guard let path else { return nil }
        descriptor = open(path, flags | O_CLOEXEC, 0o600)
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

    /// All bytes of the range; nil if they cannot be read.
    func read(_ range: Range<Int64>) -> ByteBuffer? {
        var bytes = ByteBuffer()
        let wanted = Int(range.upperBound - range.lowerBound)
        while bytes.readableBytes < wanted {
            let place = off_t(range.lowerBound) + off_t(bytes.readableBytes)
            let missing = wanted - bytes.readableBytes
            let count = bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: missing) { space in
                max(0, pread(descriptor, space.baseAddress, missing, place))
            }
            guard count > 0 else { return nil }
        }
        return bytes
    }
}
