import NIOCore

/// Where the bytes of a transfer come from.
protocol ByteSource: Sendable {
    /// Its name in messages and progress.
    var name: String { get }

    /// All its bytes.
    var size: Int64 { get }

    /// The most bytes that can be sent again after a failure; nil for any number.
    var window: Int64? { get }

    /// Prepares a part for reading; what comes before it is never needed again.
    func prepare(_ part: Range<Int64>) async throws(VimeoError)

    /// Gives exactly that many bytes of a part that was prepared.
    func read(_ count: Int, at offset: Int64) async throws -> ByteBuffer

    /// As ``read(_:at:)``, if those bytes can be had without waiting; else nil.
    func readHeld(_ count: Int, at offset: Int64) throws -> ByteBuffer?

    /// Fails if the source has changed since it was opened.
    func checkUnchanged() throws(VimeoError)
}

extension ByteSource {
    var window: Int64? { nil }
    func prepare(_ part: Range<Int64>) async throws(VimeoError) {}
    func checkUnchanged() throws(VimeoError) {}

    /// As ``read(_:at:)``, whose only other error is cancellation.
    func bytes(_ count: Int64, at offset: Int64 = 0) async throws(VimeoError) -> ByteBuffer {
        do {
            return try await read(Int(count), at: offset)
        } catch {
            throw error as? VimeoError ?? TransportErrors.cancelled
        }
    }
}

/// Bytes in memory, to be sent.
struct BytesSource: ByteSource {
    let name: String
    private let buffer: ByteBuffer

    /// No bytes are a usage error.
    init(_ bytes: [UInt8], name: String) throws(VimeoError) {
        guard !bytes.isEmpty else { throw ChunkSource.empty(name) }
        self.name = name
        buffer = ByteBuffer(bytes: bytes)
    }

    var size: Int64 { Int64(buffer.readableBytes) }

    func read(_ count: Int, at offset: Int64) async throws -> ByteBuffer {
        readHeld(count, at: offset) ?? ByteBuffer()
    }

    func readHeld(_ count: Int, at offset: Int64) -> ByteBuffer? {
        buffer.getSlice(at: buffer.readerIndex + Int(offset), length: count)
    }
}
