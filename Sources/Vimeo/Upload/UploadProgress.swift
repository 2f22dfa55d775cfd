/// How far a file transfer is, in bytes.
public struct UploadProgress: Sendable, Equatable {
    /// Given to the connection, or confirmed; it never goes back, also where bytes have to be sent again.
    public var sent: Int64

    /// Confirmed by the server; it never goes back, and is never more than was sent.
    public var confirmed: Int64

    /// The size of the file.
    public var total: Int64
}
