/// An upload as Vimeo made it.
struct MadeUpload: Sendable, Equatable {
    /// The video's URI.
    var uri: String
    /// The URI of what the bytes become: the video, or its new version; nil for a version that Vimeo did not name.
    var object: String?
    var link: Address

    /// What may be deleted if the bytes never come, in words: never the video that gets a new version.
    var remains: String { Self.remains(object, of: uri) }

    static func remains(_ object: String?, of video: String) -> String {
        object ?? "the new version of \(video)"
    }
}
