import JSONCore
import NIOHTTP1

extension Endpoint {
    static let users: [Endpoint] = [
        Endpoint(.GET, "/users/{user_id}", .anyone) { call, store throws(APIError) in
            store.answer(try store.user(call), call)
        },
        Endpoint(.PATCH, "/users/{user_id}", .user(.edit)) { call, store throws(APIError) in
            let uri = try store.ownUser(call)
            let changes = try schema.check(try call.request.fields())
            store.update(uri, now: call.now) { $0.fields.merge(changes) }
            return store.answer(uri, call)
        },
    ]

    private static let schema: Schema = [
        "name": .text(max: 32), "bio": .text(max: 500), "location": .text(max: 128), "link": .text(max: 64),
    ]
}

extension Store {
    /// The URI of the user `{user_id}`.
    func user(_ call: Call) throws(APIError) -> String {
        let uri = "/users/\(call["user_id"])"
        guard resources[uri] != nil else { throw .notFound("user") }
        return uri
    }

    /// The URI of the user `{user_id}`, who must be the caller.
    func ownUser(_ call: Call) throws(APIError) -> String {
        let uri = try user(call)
        guard call.caller.user == uri else {
            throw .coded(.forbidden, 3200, "You can't do this.", "The resource belongs to another user.")
        }
        return uri
    }

    static func user(_ uri: String, name: String, at created: Instant) -> Resource {
        var user = resource(uri, .user, at: created)
        user.fields.merge([
            "name": .string(name),
            "account": "pro",
            "preferences": [
                "videos": [
                    "privacy": [
                        "view": "anybody", "comments": "anybody", "embed": "public", "download": true, "add": true,
                    ]
                ]
            ],
        ])
        return user
    }

    /// Adds what only the owner sees: the quota and the preferences.
    func complete(user: Resource, _ fields: inout JSONObject, for caller: Caller, _ wanted: FieldFilter?) {
        let showsQuota = caller.user == user.uri && wanted?.wants("upload_quota") ?? true
        fields["upload_quota"] = showsQuota ? quota(of: user.uri) : nil
        if caller.user != user.uri { fields["preferences"] = nil }
    }

    /// The short form of a user inside other objects.
    func author(_ uri: String) -> JSONValue {
        guard let user = resources[uri] else { return .null }
        var fields = JSONObject()
        for key in ["uri", "name", "link", "account"] {
            fields[key] = user.fields[key]
        }
        complete(linksIn: &fields)
        fields["pictures"] = picture(of: uri)
        fields["resource_key"] = user.fields["resource_key"]
        return .object(fields)
    }

    /// The bytes of a user's uploads, begun ones included.
    func used(by user: String) -> Int64 {
        cache.bytes(of: user, trail.version) {
            members("\(user)/videos").reduce(0) { sum, video in
                if let film = resources.untouchedVideo(video) { return sum + film.filesize }
                return members("\(video)/versions").reduce(sum) { sum, version in
                    sum + (resources[version]?.fields["filesize"]?.integer ?? 0)
                }
            }
        }
    }

    private func quota(of user: String) -> JSONValue {
        let used = used(by: user)
        let room: JSONObject = [
            "free": .integer(max(0, options.quota - used)), "max": .integer(options.quota), "used": .integer(used),
        ]
        var space = room
        space["showing"] = "lifetime"
        return [
            "space": .object(space),
            "periodic": ["free": .null, "max": .null, "used": .null, "reset_date": .null],
            "lifetime": .object(room),
        ]
    }
}
