/// A part of a file, or of another source, that a request streams.
struct FileSlice: Sendable {
    var file: any ByteSource
    var offset: Int64
    var length: Int64
    /// Keeps the pieces to a rate.
    var bandwidth: Bandwidth?
    /// Told, piece by piece, up to which offset of the file the connection was given bytes.
    var onPiece: @Sendable (Int64) -> Void = { _ in }
}
