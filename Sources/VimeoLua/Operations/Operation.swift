/// An operation of the Vimeo API, as its public description of February 2024 has it.
///
/// It serves help and completion, and is never a reason to refuse a request: the description has gaps.
struct Operation: Equatable, Sendable {
    let method: String
    /// The path with its parameters in braces, such as `/videos/{video_id}`.
    let path: String
    /// What it is called there, such as `edit_video`; under another path, such as one below `/me`, it has the same id.
    let id: String
    /// What it is about, such as `Videos`.
    let family: String
    /// The part of the family, such as `Text tracks`.
    let group: String
    let scopes: [String]
    let queryParameters: [Field]
    /// Top-level fields of the body.
    let bodyFields: [Field]
    let statuses: [Int]
    /// The kind of object it returns, one or a page of them; empty where that is not known.
    let result: String

    /// A name with whether it has to be there.
    struct Field: Equatable, Sendable {
        let name: String
        let isRequired: Bool
    }

    var segments: [Substring] { path.split(separator: "/") }

    /// The last segment of the path that is no parameter: what the operation works on, such as `videos`.
    var resource: String {
        let last = segments.last { !$0.hasPrefix("{") }.map(String.init) ?? ""
        return last == "me" ? "users" : last
    }

    /// Whether it returns a collection page by page.
    var isPaged: Bool { method == "GET" && queryParameters.contains { $0.name == "per_page" } }

    /// What it does, from the id: `edit_video` is `Edit video`.
    var title: String {
        let text = id.split(separator: "_").map { Self.names[$0] ?? String($0) }.joined(separator: " ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// Words of the ids that people would not know.
    private static let names: [Substring: String] = [
        "auth": "authorization", "cc": "CC", "m3u8": "M3U8", "ott": "OTT", "project": "folder", "projects": "folders",
        "rle": "live event", "thumb": "thumbnail", "thumbs": "thumbnails", "thumbset": "thumbnail set",
        "oauth1": "OAuth 1",
        "vimeo": "Vimeo", "vod": "On Demand page", "vods": "On Demand pages",
    ]
}
