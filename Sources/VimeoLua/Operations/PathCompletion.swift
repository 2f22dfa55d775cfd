/// What a partly typed path can go on with: one more segment.
struct PathCompletion: Equatable, Sendable {
    /// The whole path up to and with the segment, the part before it as it was typed.
    let text: String
    /// The segment; a parameter stands in braces, such as `{video_id}`, whatever was typed of it.
    let segment: String
    /// For a parameter, the collection its values come from, such as `videos`; empty for the rest.
    let resource: String
    /// The operations that end here: of the method, or of all methods.
    let operations: [Operation]
    /// Whether longer paths go on from here.
    let hasMore: Bool

    var isParameter: Bool { segment.hasPrefix("{") }
    /// Whether the path is complete.
    var isOperation: Bool { !operations.isEmpty }
}
