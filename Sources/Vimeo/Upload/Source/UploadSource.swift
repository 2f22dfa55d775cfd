import Platform

/// What an upload sends.
public enum UploadSource: Sendable {
    /// A regular file that is not empty and does not change while it is sent; only files can be resumed later.
    case file(String)

    /// Bytes in memory; `name` stands for the file's name.
    case bytes([UInt8], name: String)

    /// Bytes that are generated while they are sent.
    ///
    /// `next` is called repeatedly, never concurrently, until it returns nil; an empty piece only means that more will
    /// follow. All pieces together must have exactly `size` bytes. What the server has not confirmed is kept in memory, up
    /// to 8 MiB (or a 1024th of `size`, if that is more) and one piece.
    case chunks(size: Int64, name: String, next: @Sendable () async throws -> [UInt8]?)

    /// Its name in messages.
    var place: String {
        switch self {
        case .file(let path): path
        case .bytes(_, let name), .chunks(_, let name, _): name
        }
    }

    func open(_ files: FileAccess) throws(VimeoError) -> any ByteSource {
        switch self {
        case .file(let path): try SourceFile(path, files)
        case .bytes(let bytes, let name): try BytesSource(bytes, name: name)
        case .chunks(let size, let name, let next): try ChunkSource(size: size, name: name, next: next)
        }
    }
}
