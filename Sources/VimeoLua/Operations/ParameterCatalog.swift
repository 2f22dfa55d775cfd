/// What is known about parameters beyond their names: texts, and the values that make a short list.
enum ParameterCatalog {
    /// The keys that a query or body of an operation takes, or below `path` the keys of a nested object.
    static func keys(of operation: Operation, isQuery: Bool, under path: [String]) -> [KnownKey] {
        if let outer = path.first { return path.count == 1 ? nested[outer] ?? [] : [] }
        let names = isQuery ? operation.queryParameters + ["fields"] : operation.bodyFields
        return names.map { name in
            let isRequired = operation.required.contains(name)
            let text = texts[name] ?? ""
            return KnownKey(
                name: name,
                text: isRequired ? (text.isEmpty ? "required" : "required; \(text)") : text,
                values: values(of: name, in: operation)
            )
        }
    }

    private static func values(of name: String, in operation: Operation) -> [String] {
        let isVideos = operation.path.hasSuffix("/videos")
        switch name {
        case "direction": return ["asc", "desc"]
        case "sort" where isVideos:
            return [
                "alphabetical", "date", "default", "duration", "last_user_action_event_date", "likes", "modified_time",
                "plays",
            ]
        case "filter" where isVideos:
            return [
                "app_only", "embeddable", "featured", "live", "no_placeholder", "nolive", "playable", "screen_recorded",
            ]
        case "type" where operation.path.contains("texttracks"):
            return ["captions", "chapters", "descriptions", "metadata", "subtitles"]
        default: return []
        }
    }

    private static let texts: [String: String] = [
        "direction": "the order of the sort",
        "fields": "only these fields, with dots for nested ones",
        "filter": "only what fits",
        "page": "from 1",
        "per_page": "at most 100; 25 by default",
        "query": "a text to search for",
        "sort": "what to order by",
        "name": "the title",
        "description": "a text of at most 5000 characters",
        "privacy": "who may watch, embed, comment, download",
        "password": "needed when privacy.view is password",
        "upload": "how the file comes",
        "folder_uri": "the folder to put it into",
        "uris": "several at once, joined with commas",
    ]

    private static let nested: [String: [KnownKey]] = [
        "privacy": [
            KnownKey(
                name: "view",
                text: "who may watch",
                values: ["anybody", "contacts", "disable", "nobody", "password", "unlisted", "users"]
            ),
            KnownKey(name: "embed", text: "where it may be embedded", values: ["private", "public", "whitelist"]),
            KnownKey(name: "comments", text: "who may comment", values: ["anybody", "contacts", "nobody"]),
            KnownKey(name: "download", text: "whether it may be downloaded"),
            KnownKey(name: "add", text: "whether others may add it to their collections"),
        ],
        "upload": [
            KnownKey(name: "approach", text: "how the file comes", values: ["tus", "pull", "post"]),
            KnownKey(name: "size", text: "in bytes"),
            KnownKey(name: "link", text: "where Vimeo fetches it from, for pull"),
            KnownKey(name: "redirect_url", text: "where the browser goes afterwards, for post"),
        ],
    ]
}
