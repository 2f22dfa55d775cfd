import APIDescription
import JSONCore
import Platform

/// The query of a list: `query`, `filter…`, `sort` and `direction`, each checked by the API's description.
struct ListQuery: Sendable {
    private let request: ServerRequest
    private let sort: String?
    private let isAscending: Bool

    init(_ request: ServerRequest, _ work: RowWork) throws(APIError) {
        self.request = request
        for (name, value) in request.query {
            guard let field = work.operation.query.first(where: { $0.name == name }) else { continue }
            try Self.check(field, value)
        }
        sort = request.parameter("sort")
        isAscending =
            switch request.parameter("direction") {
            case nil: sort.map { Self.isAscending($0) } ?? !work.row.isNewestFirst
            case let text: text != "desc"
            }
    }

    private static func check(_ field: APIField, _ value: String) throws(APIError) {
        // The only one of which several can be given.
        let values = field.name == "query_fields" ? value.split(separator: ",").map { $0.trimmed() } : [value[...]]
        switch field.shape {
        case _ where !field.values.isEmpty && !values.allSatisfy { field.values.contains(String($0)) }:
            throw .invalid(field.name, "It must be one of: \(field.values.joined(separator: ", ")).")
        case .boolean where !["true", "false", "1", "0"].contains(value):
            throw .invalid(field.name, "It must be true or false.")
        default: return
        }
    }

    /// Names go up, times and counts down, unless the request says otherwise.
    private static func isAscending(_ sort: String) -> Bool {
        ["alphabetical", "name", "manual", "arranged", "timecode"].contains(sort)
    }

    /// The things that match, in order; equal ones keep theirs, so that pages do not overlap.
    func apply(to resources: [Resource], _ store: Store) -> [Resource] {
        var kept = resources
        if let query = request.parameter("query")?.lowercased(), !query.isEmpty {
            kept = kept.filter { texts($0, store).contains { $0.lowercased().contains(query) } }
        }
        if let uris = request.parameter("uris") {
            let wanted = Set(uris.split(separator: ",").map { String($0.trimmed()) })
            kept = kept.filter { wanted.contains($0.uri) }
        }
        if kept.first?.kind == .video { kept = kept.filter { passes($0, store) } }
        guard let sort else { return isAscending ? kept : kept.reversed() }
        return Self.sorted(kept, by: sort, isAscending: isAscending, store)
    }

    private static func sorted(_ things: [Resource], by sort: String, isAscending: Bool, _ store: Store) -> [Resource] {
        switch sort {
        case "alphabetical", "name":
            return order(things, isAscending) { $0.title.lowercased() }
        case "date", "created_time", "default", "added":
            return order(things, isAscending) { $0.created.milliseconds }
        case "modified_time", "last_user_action_event_date":
            return order(things, isAscending) { $0.modified.milliseconds }
        case "duration": return order(things, isAscending) { $0.fields["duration"]?.integer ?? 0 }
        case "plays": return order(things, isAscending) { $0.fields["stats"]?["plays"]?.integer ?? 0 }
        case "likes", "comments", "videos", "followers", "members":
            let part = ["followers": "users", "members": "users"][sort] ?? sort
            return order(things, isAscending) { store.count("\($0.uri)/\(part)", for: .app) }
        default: return isAscending ? things : things.reversed()
        }
    }

    private static func order<Key: Comparable>(
        _ things: [Resource],
        _ isAscending: Bool,
        _ key: (Resource) -> Key
    ) -> [Resource] {
        let keyed = things.enumerated().map { (key: key($0.element), place: $0.offset) }
        let sorted = keyed.sorted { ($0.key, $0.place) < ($1.key, $1.place) }.map { things[$0.place] }
        return isAscending ? sorted : sorted.reversed()
    }

    /// Where the words of `query` are looked for.
    private func texts(_ resource: Resource, _ store: Store) -> [String] {
        let places = request.parameter("query_fields")?.split(separator: ",").map { $0.trimmed() }
        var texts: [String] = []
        if places?.contains("title") ?? true { texts.append(resource.title) }
        if places?.contains("description") ?? true { texts.append(resource.fields["description"]?.string ?? "") }
        if places?.contains("tags") ?? true { texts += store.tags(of: resource.uri) }
        return texts
    }

    private func passes(_ video: Resource, _ store: Store) -> Bool {
        let isPlayable = video.fields["is_playable"] == true
        let isEmbeddable = video.fields["privacy"]?["embed"] != "private"
        switch request.parameter("filter") {
        case "playable" where !isPlayable, "viewable" where !isPlayable, "embeddable" where !isEmbeddable: return false
        case "app_only", "featured", "live", "screen_recorded": return false
        default: break
        }
        if let wanted = request.parameter("filter_playable"), (wanted == "true") != isPlayable { return false }
        if let wanted = request.parameter("filter_embeddable"), (wanted == "true") != isEmbeddable { return false }
        let tags = store.tags(of: video.uri)
        func wanted(_ name: String) -> [String] {
            (request.parameter(name) ?? "").split(separator: ",").map { String($0.trimmed()).tagWord }
        }
        let any = wanted("filter_tag")
        return (any.isEmpty || any.contains(where: tags.contains))
            && wanted("filter_tag_all_of").allSatisfy(tags.contains)
            && !wanted("filter_tag_exclude").contains(where: tags.contains)
    }
}

extension Resource {
    /// What it is called.
    var title: String {
        (fields["name"] ?? fields["title"] ?? fields["stream_title"] ?? fields["text"])?.string ?? ""
    }
}

extension Store {
    /// The words of a thing's tags.
    func tags(of uri: String) -> [String] { members("\(uri)/tags").map(\.lastPart) }
}
