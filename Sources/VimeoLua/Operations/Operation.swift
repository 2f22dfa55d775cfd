/// An operation of the Vimeo API, as its public description of February 2024 has it.
///
/// It is good for help and completion, never for refusing anything: the description has gaps.
struct Operation: Equatable, Sendable {
    let method: String
    /// The path with its parameters in braces, such as `/videos/{video_id}`.
    let path: String
    /// What it is called there, such as `edit_video`.
    let id: String
    /// What it belongs to, such as `Videos\Essentials`.
    let tag: String
    let scopes: [String]
    let queryParameters: [String]
    /// Top-level fields of the body.
    let bodyFields: [String]
    /// Those of them that have to be there.
    let required: Set<String>
    let statuses: [Int]

    var segments: [Substring] { path.split(separator: "/") }

    /// The id in words: `edit_video_alt1` is `edit video`.
    var words: String {
        var words = id.split(separator: "_")
        if words.last?.hasPrefix("alt") == true { words.removeLast() }
        return words.joined(separator: " ")
    }
}
