/// A part of a file that a request streams from disk.
struct FileSlice: Sendable {
    var file: SourceFile
    var offset: Int64
    var length: Int64
    /// Told, piece by piece, up to which offset of the file the connection was given bytes.
    var onPiece: @Sendable (Int64) -> Void = { _ in }
}
