/// What an uploaded file becomes.
enum UploadPurpose: Sendable, Equatable {
    case video
    /// A new version of the video with that URI.
    case version(of: String)

    var kind: Transfer.Kind {
        switch self {
        case .video: .upload
        case .version: .replace
        }
    }

    /// The URI of the video that gets a new version.
    var replaces: String? {
        switch self {
        case .video: nil
        case .version(let uri): uri
        }
    }
}
