internal import APIDescription

/// An operation of the Vimeo API under one of its paths, as the API's public description has it.
///
/// It serves help and completion, and is never a reason to refuse a request: the description has gaps.
struct Operation: Equatable, Sendable {
    let described: APIOperation
    /// The path with its parameters in braces, such as `/videos/{video_id}`.
    let path: String

    static func == (one: Operation, other: Operation) -> Bool {
        one.path == other.path && one.method == other.method
    }

    var method: String { described.method }
    /// What it is called there, such as `edit_video`; under another path, such as one below `/me`, it has the same id.
    var id: String { described.id }
    /// What it is about, such as `Videos`.
    var family: String { described.family }
    /// The part of the family, such as `Text tracks`.
    var group: String { described.group }
    var scopes: [String] { described.scopes }
    var statuses: [Int] { described.statuses }
    /// The kind of object it returns, one or a page of them; empty where that is not known.
    var result: String { described.object ?? "" }
    var queryParameters: [APIField] { described.query }
    /// Top-level fields of the body.
    var bodyFields: [APIField] { described.body.filter { $0.path.count == 1 } }

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
