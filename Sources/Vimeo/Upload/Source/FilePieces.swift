import NIOCore

/// A part of a file in pieces; smaller ones where bandwidth is limited.
///
/// What the system holds in memory is read where it is asked for: another thread would cost more than the copy. From the
/// first piece that has to come from the disk, each is read while the one before it is sent.
struct FilePieces: AsyncSequence, Sendable {
    static let size = 256 * 1024

    /// The pieces that are passed on before the connection's own thread must have run.
    ///
    /// Only that thread says when the connection is full; on a busy machine much could pile up until then.
    fileprivate static let batch = 2

    private let slice: FileSlice

    init(_ slice: FileSlice) { self.slice = slice }

    func makeAsyncIterator() -> Iterator { Iterator(slice) }

    struct Iterator: AsyncIteratorProtocol {
        private let slice: FileSlice
        private let end: Int64
        /// Where the next read begins.
        private var readOffset: Int64
        /// Where the piece that is returned next begins.
        private var offset: Int64
        private var ahead: Task<ByteBuffer, any Error>?
        /// What was read and is not yet returned.
        private var rest = ByteBuffer()
        private var count = 0

        init(_ slice: FileSlice) {
            self.slice = slice
            offset = slice.offset
            readOffset = slice.offset
            end = slice.offset + slice.length
        }

        mutating func next() async throws -> ByteBuffer? {
            guard offset < end else { return nil }
            count += 1
            if count.isMultiple(of: FilePieces.batch) { try await Transport.catchUp() }
            guard let bandwidth = slice.bandwidth else { return given(try await read()) }
            if rest.readableBytes == 0 { rest = try await read() }
            let count = Swift.min(rest.readableBytes, bandwidth.portion)
            try await bandwidth.wait(for: count)
            return given(rest.readSlice(length: count) ?? ByteBuffer())
        }

        private mutating func given(_ piece: ByteBuffer) -> ByteBuffer {
            offset += Int64(piece.readableBytes)
            slice.onPiece(offset)
            return piece
        }

        private mutating func read() async throws -> ByteBuffer {
            if ahead == nil, let piece = try slice.file.readHeld(nextCount, at: readOffset) {
                readOffset += Int64(piece.readableBytes)
                return piece
            }
            let piece = try await (ahead ?? start()).value
            readOffset += Int64(piece.readableBytes)
            ahead = readOffset < end ? start() : nil
            return piece
        }

        private var nextCount: Int { Int(Swift.min(Int64(FilePieces.size), end - readOffset)) }

        private func start() -> Task<ByteBuffer, any Error> {
            let (file, offset) = (slice.file, readOffset)
            let count = nextCount
            return Task { try await file.read(count, at: offset) }
        }
    }
}

/// A part of a file, or of another source, that a request streams.
struct FileSlice: Sendable {
    var file: any ByteSource
    var offset: Int64
    var length: Int64
    /// Keeps the pieces to a rate.
    var bandwidth: Bandwidth?
    /// Called for each piece with the offset in the file up to which the connection was given bytes.
    var onPiece: @Sendable (Int64) -> Void = { _ in }
}
