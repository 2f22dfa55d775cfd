import NIOCore

/// The bytes of a part of a file in pieces of 256 KiB, read from disk as the connection takes them.
struct FilePieces: AsyncSequence, Sendable {
    static let size = 256 * 1024

    private let slice: FileSlice

    init(_ slice: FileSlice) {
        self.slice = slice
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(slice: slice, offset: slice.offset, end: slice.offset + slice.length)
    }

    struct Iterator: AsyncIteratorProtocol {
        let slice: FileSlice
        var offset: Int64
        let end: Int64

        mutating func next() async throws -> ByteBuffer? {
            guard offset < end else { return nil }
            let count = Int(Swift.min(Int64(FilePieces.size), end - offset))
            let piece = try await slice.file.read(count, at: offset)
            offset += Int64(count)
            slice.onPiece(offset)
            return piece
        }
    }
}
