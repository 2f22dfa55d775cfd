/// One request body on its way into an upload.
struct Transfer: Sendable {
    let upload: String
    let lease: Int
    /// Where in the file the next bytes go.
    var offset: Int64
    /// The size the file may not exceed.
    let limit: Int64
    /// True if bytes that are already there are void.
    let startsAnew: Bool
}
