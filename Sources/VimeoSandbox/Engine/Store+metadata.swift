import APIDescription
import JSONCore

extension Store {
    /// The `metadata` of a thing: where its lists are and how many things the caller sees there; what the caller may
    /// do with it and has done.
    func metadata(of resource: Resource, for caller: Caller, _ wanted: FieldFilter?) -> JSONValue {
        guard let template = ObjectTemplate.all[resource.kind.object] else { return .null }
        var connections = JSONObject()
        for link in template.connections where wanted?.inside("connections")?.wants(link.name) ?? true {
            connections[link.name] = connection(link, of: resource, caller)
        }
        // A folder within another one leads to it, as `parent_folder` of a video does.
        if let parent = resource.hidden["parent"], wanted?.inside("connections")?.wants("parent_folder") ?? true {
            connections["parent_folder"] = ["uri": parent, "options": ["GET"]]
        }
        var interactions = JSONObject()
        for link in template.interactions where wanted?.inside("interactions")?.wants(link.name) ?? true {
            interactions[link.name] = interaction(link, with: resource, caller)
        }
        return ["connections": .object(connections), "interactions": .object(interactions)]
    }

    private func connection(_ link: ObjectTemplate.Link, of resource: Resource, _ caller: Caller) -> JSONValue {
        let list = resource.uri + "/" + (Self.connectionPaths[resource.kind.object]?[link.name] ?? link.name)
        let methods = Engine.methods.value(at: list) ?? []
        if methods.isEmpty, link.isOptional { return .null }
        var shown: JSONObject = ["uri": .string(list), "options": .array(methods.map { .string($0) })]
        if link.isCounted { shown["total"] = .integer(Int64(count(list, for: caller))) }
        shown.merge(link.fields)
        return .object(shown)
    }

    /// Where a list is that has another name in its path.
    private static let connectionPaths = [
        "user": [
            "folders": "projects", "watched_videos": "watched/videos", "moderated_channels": "channels",
        ],
        "video": ["users_with_access": "privacy/users", "related": "videos", "playback": "m3u8_playback"],
        "channel": ["privacy_users": "privacy/users"],
        "live-event": ["privacy_domains": "privacy/domains"],
        "project": ["folders": "items"],
    ]

    private func interaction(_ link: ObjectTemplate.Link, with resource: Resource, _ caller: Caller) -> JSONValue {
        guard let user = caller.user, let place = Self.interactionPaths[resource.kind.object]?[link.name] else {
            return link.isOptional ? .null : .object(link.fields.merging(["uri": "", "options": []]))
        }
        let list = "\(user)/\(place)"
        let added = containers[resource.uri]?[list]
        var shown = link.fields
        shown["uri"] = .string("\(list)/\(resource.id)")
        shown["options"] = ["GET", "PUT", "DELETE"]
        shown["added"] = .boolean(added != nil)
        shown["added_time"] = added.map { .string($0.iso8601) } ?? (link.fields["added_time"] ?? .null)
        return .object(shown)
    }

    /// The caller's list that shows whether something was done.
    private static let interactionPaths = [
        "video": ["like": "likes", "watchlater": "watchlater", "watched": "watched/videos"],
        "category": ["follow": "categories"],
        "channel": ["follow": "channels"],
        "group": ["join": "groups"],
        "user": ["follow": "following"],
    ]
}

extension Engine {
    /// The methods of the API's description by path.
    static let methods: PathTree<[String]> = {
        var tree = PathTree<[String]>()
        for operation in APIOperation.all {
            for path in Set(operation.paths.map(\.withoutMe)) {
                tree[path] = (tree[path] ?? []) + [operation.method]
            }
        }
        return tree
    }()
}
