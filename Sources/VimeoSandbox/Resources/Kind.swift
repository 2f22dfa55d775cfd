/// The sorts of resources, named as in the content types.
enum Kind: String, Sendable {
    case user
    case video
    case version = "video.version"
    case picture
    case textTrack = "video.texttrack"
}
