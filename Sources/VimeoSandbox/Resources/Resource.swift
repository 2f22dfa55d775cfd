import JSONCore

/// One thing with a URI: its stored members, in the order they are shown.
struct Resource: Sendable {
    let uri: String
    let kind: Kind
    /// What is shown; members that depend on other resources are placeholders here, and filled in by `Store.render`.
    var fields: JSONObject
    /// What was set but is never shown to others, as a password.
    var hidden = JSONObject()
    let created: Instant
    var modified: Instant

    init(_ uri: String, _ kind: Kind, at now: Instant, _ fields: JSONObject) {
        self.uri = uri
        self.kind = kind
        self.fields = fields
        created = now
        modified = now
    }

    /// The last part of the URI.
    var id: Substring { uri.split(separator: "/").last ?? "" }
}

/// The sorts of resources, named as in the content types.
enum Kind: String, Sendable {
    case user
    case video
    case version = "video.version"
    case picture
    case textTrack = "video.texttrack"
}
