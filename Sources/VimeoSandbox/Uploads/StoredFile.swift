/// The bytes a sandbox was sent for a video, a version or a picture.
public struct StoredFile: Sendable {
    /// The URI of the version or picture.
    public let uri: String
    /// The size that was announced; nil for an image.
    public let size: Int64?
    /// How many bytes have arrived.
    public let received: Int64
    /// The file on disk.
    ///
    /// It is removed with its video, and when the sandbox shuts down.
    public let path: String
}
