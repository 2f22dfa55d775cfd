import NIOCore
import Platform

/// An open file that gives the bytes of an upload.
final class StoredBytes: Sendable {
    private let descriptor: CInt

    /// Opens the file; nil if there is none.
    init?(path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { return nil }
    }

    deinit {
        close(descriptor)
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
