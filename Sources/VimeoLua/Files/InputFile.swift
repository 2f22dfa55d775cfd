internal import Vimeo

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A file open for reading; closed when nobody holds it any more.
final class InputFile {
    static let chunk = 256 * 1024
    /// More than this is not read into memory at once.
    static let mostBytes = 1 << 30

    private let path: Path
    private let descriptor: Int32

    /// Opens a file, a device or a pipe; a folder is an error.
    init(_ path: Path) throws(VimeoError) {
        let descriptor = open(path.cString, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file("read", path, errno) }
        self.path = path
        self.descriptor = descriptor
        guard try FileStatus.read(descriptor, path: path).kind != .directory else { throw .file("read", path, EISDIR) }
    }

    deinit {
        close(descriptor)
    }

    /// The next bytes, at most ``chunk``; empty at the end.
    func readChunk() throws(VimeoError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.chunk) { buffer, count in
            let result = read(descriptor, buffer.baseAddress, Self.chunk)
            if result < 0 { failure = errno }
            count = max(result, 0)
        }
        guard failure == 0 else { throw .file("read", path, failure) }
        return bytes
    }

    /// All bytes from here to the end.
    func readAll(atMost limit: Int = mostBytes) throws(VimeoError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let chunk = try readChunk()
            if chunk.isEmpty { return bytes }
            guard bytes.count + chunk.count <= limit else {
                throw VimeoError(
                    .file,
                    code: .tooLarge,
                    "cannot read \(path.text): it is larger than \(limit) bytes",
                    hint: "read it in parts, with io.open"
                )
            }
            bytes += chunk
        }
    }
}
