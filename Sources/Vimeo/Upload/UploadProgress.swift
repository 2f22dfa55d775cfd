/// How far a file transfer is, in bytes.
public struct UploadProgress: Sendable, Equatable {
    /// Given to the connection.
    ///
    /// It may fall back after a failure.
    public var sent: Int64

    /// Confirmed by the server.
    ///
    public var confirmed: Int64

    /// The size of the file.
    public var total: Int64
}
