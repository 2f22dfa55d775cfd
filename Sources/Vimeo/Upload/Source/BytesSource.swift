import NIOCore

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
        buffer.getSlice(at: buffer.readerIndex + Int(offset), length: count) ?? ByteBuffer()
    }
}
