import JSONCore
import NIOHTTP1
import Platform

extension Endpoint {
    static let videos: [Endpoint] = [
        Endpoint(.GET, "/users/{user_id}/videos", .anyone) { call, store throws(APIError) in
            let user = try store.user(call)
            let collection = store.collections["\(user)/videos"] ?? Members()
            if let text = call.request.headers.first(name: "If-Modified-Since"),
                let since = Timestamp.httpDate(text), collection.modified.seconds <= since
            {
                return Answer(status: .notModified)
            }
            let all = collection.uris.compactMap { store.resources[$0] }
                .filter { store.isVisible($0, to: call.caller) }
            var answer = try store.page(try VideoQuery(call.request).apply(to: all).map(\.uri), .video, call)
            answer.headers = ["Last-Modified": collection.modified.httpDate]
            return answer
        },
        Endpoint(.POST, "/users/{user_id}/videos", .user(.upload)) { call, store throws(APIError) in
            let user = try store.ownUser(call)
            guard !call.request.body.isEmpty else { throw .malformedBody("POST needs a body.") }
            let body = try call.request.fields()
            let plan = try UploadPlan(body)
            let changes = try VideoEdit(body)
            let uri = "/videos/\(store.nextID())"
            var video = Store.video(uri, owner: user, name: "Untitled", at: call.now)
            try changes.apply(to: &video)
            try store.checkRoom(for: plan, of: user)
            store.insert(video)
            _ = store.addVersion(of: uri, plan: plan, filename: .null, now: call.now)
            var answer = store.answer(uri, for: call.caller)
            answer.status = plan.approach == .tus ? .ok : .created
            return answer
        },
        Endpoint(.GET, "/videos/{video_id}", .anyone) { call, store throws(APIError) in
            store.answer(try store.video(call).uri, for: call.caller)
        },
        Endpoint(.PATCH, "/videos/{video_id}", .user(.edit)) { call, store throws(APIError) in
            var video = try store.ownVideo(call)
            let body = try call.request.fields()
            guard !call.request.body.isEmpty else { throw .malformedBody("PATCH needs a body.") }
            try VideoEdit(body).apply(to: &video)
            store.update(video.uri, now: call.now) { $0 = video }
            return store.answer(video.uri, for: call.caller)
        },
        Endpoint(.DELETE, "/videos/{video_id}", .user(.delete)) { call, store throws(APIError) in
            let video = try store.ownVideo(call)
            store.remove(video.uri, now: call.now)
            return .noContent
        },
    ]
}

extension Store {
    /// A video that has no file yet.
    static func video(_ uri: String, owner: String, name: String, at now: Instant) -> Resource {
        let id = uri.split(separator: "/").last ?? ""
        return Resource(
            uri,
            .video,
            at: now,
            [
                "uri": .string(uri),
                "name": .string(name),
                "description": .null,
                "type": "video",
                "link": "https://vimeo.com/\(id)",
                "player_embed_url": "https://player.vimeo.com/video/\(id)?h=\(uri.resourceKey.prefix(10))",
                "duration": 0,
                "width": 400,
                "height": 300,
                "language": .null,
                "created_time": .string(now.iso8601),
                "modified_time": .string(now.iso8601),
                "release_time": .string(now.iso8601),
                "content_rating": ["unrated"],
                "license": .null,
                "privacy": [
                    "view": "anybody", "embed": "public", "download": true, "add": true, "comments": "anybody",
                ],
                "pictures": .null,
                "tags": [],
                "stats": ["plays": 0],
                "categories": [],
                "metadata": .null,
                "user": ["uri": .string(owner)],
                "app": .null,
                "play": ["status": "unavailable"],
                "status": "uploading",
                "resource_key": .string(uri.resourceKey),
                "upload": .null,
                "transcode": ["status": "in_progress"],
                "is_playable": false,
                "has_audio": true,
            ]
        )
    }

    func render(video: Resource, for caller: Caller) -> JSONObject {
        let owner = owner(of: video)
        var fields = video.fields
        fields["modified_time"] = .string(video.modified.iso8601)
        fields["pictures"] = picture(of: video.uri)
        fields["metadata"] = [
            "connections": [
                "pictures": connection("\(video.uri)/pictures", "GET", "POST"),
                "texttracks": connection("\(video.uri)/texttracks", "GET", "POST"),
                "versions": versionsConnection(of: video),
            ],
            "interactions": [:],
        ]
        fields["user"] = author(owner)
        if caller.user == owner, video.fields["privacy"]?["view"] == "password" {
            fields["password"] = video.hidden["password"]
        }
        if caller.user != owner { fields["upload"] = nil }
        if caller.user == owner, caller.has(.videoFiles) { fields["download"] = downloads(of: video) }
        return fields
    }

    func owner(of video: Resource) -> String { video.fields["user"]?["uri"]?.string ?? "" }

    /// Whether `caller` may know of the video: its owner with the scope `private`, others if anybody may view it.
    func isVisible(_ video: Resource, to caller: Caller) -> Bool {
        if video.fields["privacy"]?["view"] == "anybody" { return true }
        return caller.user == owner(of: video) && caller.has(.private)
    }

    /// The video of `{video_id}`.
    func video(_ call: Call) throws(APIError) -> Resource {
        guard let video = resources["/videos/\(call["video_id"])"], isVisible(video, to: call.caller) else {
            throw .notFound("video")
        }
        return video
    }

    /// The video of `{video_id}`, which the caller must own.
    func ownVideo(_ call: Call) throws(APIError) -> Resource {
        let video = try video(call)
        guard call.caller.user == owner(of: video) else {
            throw .coded(.forbidden, 3427, "You can't edit this video.", "The video belongs to another user.")
        }
        return video
    }

    private func versionsConnection(of video: Resource) -> JSONValue {
        var connection = connection("\(video.uri)/versions", "GET", "POST").object ?? [:]
        connection["current_uri"] = currentVersion(of: video.uri).map { .string($0.uri) } ?? .null
        return .object(connection)
    }
}
