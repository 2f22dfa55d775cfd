import JSONCore

/// One thing with a URI: its stored members, in the order they are shown.
struct Resource: Sendable {
    let uri: String
    let kind: Kind
    /// What is shown; members that depend on other resources are placeholders here, and filled in by `Store.render`.
    var fields: JSONObject
    /// What was set but is never shown to others, as a password.
    var hidden = JSONObject()
    /// The list that it belongs to.
    let collection: String
    let created: Instant
    var modified: Instant

    /// - Parameter collection: nil for the list that the URI begins with.
    init(_ uri: String, _ kind: Kind, in collection: String? = nil, at now: Instant, _ fields: JSONObject) {
        self.uri = uri
        self.kind = kind
        self.fields = fields
        self.collection = collection ?? uri.parentURI
        created = now
        modified = now
    }

    /// The last part of the URI.
    var id: Substring { uri.split(separator: "/").last ?? "" }
}

/// The sort of a resource.
struct Kind: Hashable, Sendable {
    /// The part of the content type after `application/vnd.vimeo.`.
    let contentType: String
    /// The name in `APIObject`.
    let object: String

    init(_ object: String, contentType: String? = nil) {
        self.object = object
        self.contentType = contentType ?? object
    }

    static let user = Kind("user")
    static let video = Kind("video")
    static let version = Kind("video-versions", contentType: "video.version")
    static let picture = Kind("picture")
    static let textTrack = Kind("text-track", contentType: "video.texttrack")
}

extension String {
    /// `/videos/1/comments` for `/videos/1/comments/2`.
    var parentURI: String { String(self[..<(lastIndex(of: "/") ?? startIndex)]) }
}
