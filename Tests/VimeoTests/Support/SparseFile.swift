#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that has any size without taking the room.
final class SparseFile: Sendable {
    private let descriptor: CInt

    init?(_ path: String) {
        descriptor = open(path, O_RDWR)
        guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }

    func resize(_ size: Int64) {
        ftruncate(descriptor, off_t(size))
    }

    func write(_ byte: UInt8, at offset: Int64) {
        var byte = byte
        pwrite(descriptor, &byte, 1, off_t(offset))
    }
}
