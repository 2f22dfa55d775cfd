import JSONCore

/// The fields of a video that a request sets.
struct VideoEdit: Sendable {
    private(set) var changes: JSONObject

    private static let schema: Schema = [
        "name": .text(max: 128),
        "description": .text(max: 5000),
        "password": .text(max: 32),
        "license": .optional(.choice(["by", "by-nc", "by-nc-nd", "by-nc-sa", "by-nd", "by-sa", "cc0"])),
        "language": .text(max: 16),
        "locale": .text(max: 16),
        "content_rating": .list(
            .choice(["drugs", "language", "nudity", "safe", "unrated", "violence", "advertisement"])
        ),
        "privacy": .object([
            "view": .choice(["anybody", "contacts", "disable", "nobody", "password", "unlisted", "users"]),
            "embed": .choice(["private", "public", "whitelist"]),
            "comments": .choice(["anybody", "contacts", "nobody"]),
            "download": .flag,
            "add": .flag,
        ]),
        "folder_uri": .text(max: 256),
        "embed_domains": .list(.text(max: 255)),
        "embed_domains_add": .list(.text(max: 255)),
        "embed_domains_delete": .list(.text(max: 255)),
        "hide_from_vimeo": .flag,
        "review_page": .object(["active": .flag]),
    ]

    /// What is checked, but not shown under this name.
    private static let hidden = [
        "password", "folder_uri", "embed_domains", "embed_domains_add", "embed_domains_delete", "hide_from_vimeo",
        "review_page",
        "locale",
    ]

    init(_ body: JSONObject) throws(APIError) { changes = try Self.schema.check(body) }

    /// Changes the video; throws 400 with 2233 if it would be protected by a password but has none.
    func apply(to video: inout Resource) throws(APIError) {
        var shown = changes
        for name in Self.hidden {
            shown[name] = nil
        }
        if let password = changes["password"] { video.hidden["password"] = password }
        if let locale = changes["locale"] { shown["language"] = locale }
        // A video always has a name.
        if shown["name"] == .null || shown["name"] == "" { shown["name"] = "Untitled" }
        video.fields.merge(shown)
        let password = video.hidden["password"]?.string ?? ""
        if video.fields["privacy"]?["view"] == "password", password.isEmpty {
            throw .invalid(
                [.init(field: "password", code: 2233, reason: "privacy.view=password needs a password.")],
                code: 2233
            )
        }
    }
}
