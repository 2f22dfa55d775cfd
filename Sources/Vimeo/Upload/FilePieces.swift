import NIOCore

/// The bytes of a part of a file in pieces of 256 KiB, each read from disk while the one before it is sent.
struct FilePieces: AsyncSequence, Sendable {
    static let size = 256 * 1024

    private let slice: FileSlice

    init(_ slice: FileSlice) {
        self.slice = slice
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(slice)
    }

    struct Iterator: AsyncIteratorProtocol {
        private let slice: FileSlice
        private let end: Int64
        /// Where the piece that is returned next begins.
        private var offset: Int64
        private var ahead: Task<ByteBuffer, any Error>?

        init(_ slice: FileSlice) {
            self.slice = slice
            offset = slice.offset
            end = slice.offset + slice.length
        }

        mutating func next() async throws -> ByteBuffer? {
            guard offset < end else { return nil }
            let piece = try await (ahead ?? read()).value
            offset += Int64(piece.readableBytes)
            ahead = offset < end ? read() : nil
            slice.onPiece(offset)
            return piece
        }

        private func read() -> Task<ByteBuffer, any Error> {
            let (file, offset, count) = (slice.file, offset, Int(Swift.min(Int64(FilePieces.size), end - offset)))
            return Task { try await file.read(count, at: offset) }
        }
    }
}
