/// A place on the upload origin that takes the bytes of one file.
struct Upload: Sendable {
    enum Purpose: Sendable {
        /// The file of a video's version, by tus.
        case version(String, of: String)
        /// The image of a picture, by one PUT.
        case picture(String, of: String)
        /// The bytes of a text track, by one PUT.
        case textTrack(String)
    }

    let id: String
    let purpose: Purpose
    /// The most bytes it takes; a tus upload is complete with exactly as many.
    let size: Int64
    /// The bytes that are there.
    var offset: Int64 = 0
    var isComplete = false
    /// Whether its link is no longer known.
    var isLost = false
    /// Counts the requests that wrote: only the last may write, and so need not wait for the end of one before it.
    var lease = 0

    /// The URI of the version or picture.
    var target: String {
        switch purpose {
        case .version(let uri, _), .picture(let uri, _), .textTrack(let uri): uri
        }
    }
}

/// One request body on its way into an upload.
struct UploadBody: Sendable {
    let upload: String
    let lease: Int
    /// Where in the file the next bytes go.
    var offset: Int64
    /// The size the file may not exceed.
    let limit: Int64
    /// True if bytes that are already there are void.
    let startsAnew: Bool
}

/// A version that is being transcoded, and when it is done.
struct Transcode: Sendable {
    let version: String
    let video: String
    let end: Instant
}
