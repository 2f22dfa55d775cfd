/// The URIs of a collection in their own order, and when they or what they name last changed.
struct Members: Sendable {
    var uris: [String] = []
    var modified = Instant(milliseconds: 0)
}
