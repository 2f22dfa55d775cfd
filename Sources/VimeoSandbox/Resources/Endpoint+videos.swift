import JSONCore
import NIOHTTP1
import Platform

extension Endpoint {
    static let videos: [Endpoint] = [
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
            let folder = try changes.changes["folder_uri"]?.string.map { text throws(APIError) in
                try store.ownFolder(text, "folder_uri", call)
            }
            let domains = try EmbedDomains(changes.changes)
            store.insert(video)
            if let folder { store.put([uri], into: "\(folder)/videos", now: call.now) }
            store.change(domains, of: uri, call)
            _ = store.addVersion(of: uri, plan: plan, filename: .null, now: call.now)
            var answer = store.answer(uri, call)
            answer.status = plan.approach == .tus ? .ok : .created
            return answer
        },
        Endpoint(.GET, "/videos/{video_id}", .anyone) { call, store throws(APIError) in
            store.answer(try store.video(call).uri, call)
        },
        Endpoint(.PATCH, "/videos/{video_id}", .user(.edit)) { call, store throws(APIError) in
            var video = try store.ownVideo(call)
            let body = try call.request.fields()
            guard !call.request.body.isEmpty else { throw .malformedBody("PATCH needs a body.") }
            let changes = try VideoEdit(body)
            try changes.apply(to: &video)
            let domains = try EmbedDomains(changes.changes)
            store.update(video.uri, now: call.now) { $0 = video }
            store.change(domains, of: video.uri, call)
            return store.answer(video.uri, call)
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
        var video = resource(uri, .video, in: "\(owner)/videos", at: now)
        video.hidden["owner"] = .string(owner)
        let plain = video.fields
        video.fields = [
            "uri": .string(uri),
            "name": .string(name),
            "description": .null,
            "type": "video",
            "link": "/watch\(uri)",
            "player_embed_url": "/player\(uri)?h=\(uri.resourceKey.prefix(10))",
            "duration": 0,
            "width": 400,
            "height": 300,
            "language": .null,
            "created_time": .string(now.iso8601),
            "modified_time": .string(now.iso8601),
            "release_time": .string(now.iso8601),
            "content_rating": ["unrated"],
            "license": .null,
            "privacy": ["view": "anybody", "embed": "public", "download": true, "add": true, "comments": "anybody"],
            "pictures": .null,
            "tags": [],
            "stats": ["plays": 0],
            "categories": [],
            "metadata": .null,
            "user": .null,
            "app": .null,
            "play": ["status": "unavailable"],
            "status": "uploading",
            "resource_key": .string(uri.resourceKey),
            "upload": .null,
            "transcode": ["status": "in_progress"],
            "is_playable": false,
            "has_audio": true,
            "embed": .object(ObjectTemplate.all["embed-settings"]?.fields ?? [:]),
            "context": ["action": "Uploaded by", "resource": .null, "resource_type": "user"],
        ]
        for member in plain.members where video.fields[member.key] == nil {
            video.fields[member.key] = member.value
        }
        return video
    }

    func complete(video: Resource, _ fields: inout JSONObject, for caller: Caller, _ wanted: FieldFilter?) {
        func isWanted(_ name: String) -> Bool { wanted?.wants(name) ?? true }
        let isOwner = caller.user == owner(of: video)
        if isWanted("modified_time") { fields["modified_time"] = .string(video.modified.iso8601) }
        if isWanted("parent_folder") {
            fields["parent_folder"] =
                folder(of: video.uri).map { folder -> JSONValue in
                    ["uri": .string(folder), "name": resources[folder]?.fields["name"] ?? .null]
                } ?? .null
        }
        if isWanted("metadata"), let version = currentVersion(of: video.uri) {
            fields.merge(["metadata": ["connections": ["versions": ["current_uri": .string(version.uri)]]]])
        }
        if isOwner, video.fields["privacy"]?["view"] == "password" { fields["password"] = video.hidden["password"] }
        if !isOwner { fields["upload"] = nil }
        if isOwner, isWanted("download"), caller.has(.videoFiles) { fields["download"] = downloads(of: video) }
    }

    /// The folder that a video is in.
    func folder(of video: String) -> String? {
        (containers[video] ?? [:]).keys.first { $0.contains("/projects/") }.map(\.parentURI)
    }

    /// Whether `caller` may know of a thing: its owner with the scope `private`, others if anybody may view it.
    func isVisible(_ resource: Resource, to caller: Caller) -> Bool {
        let view = resource.fields["privacy"]?["view"]
        guard let view, view != "anybody" else { return true }
        let owner = owner(of: resource)
        return caller.user == owner && (caller.has(.private) || resource.kind != .video)
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
}
