import JSONCore
import NIOHTTP1

extension Endpoint {
    static let versions: [Endpoint] = [
        Endpoint(.GET, "/videos/{video_id}/versions", .user(nil)) { call, store throws(APIError) in
            try store.page(
                Array(store.members("\(try store.ownVideo(call).uri)/versions").reversed()),
                .version,
                call
            )
        },
        Endpoint(.POST, "/videos/{video_id}/versions", .user(.upload)) { call, store throws(APIError) in
            let video = try store.ownVideo(call)
            let body = try call.request.fields()
            guard let name = body["file_name"]?.string, !name.isEmpty else {
                throw .invalid("file_name", "The name of the file is required.")
            }
            let plan = try UploadPlan(body)
            try store.checkRoom(for: plan, of: store.owner(of: video))
            let uri = store.addVersion(of: video.uri, plan: plan, filename: .string(name), now: call.now)
            var answer = store.answer(uri, call)
            answer.status = .created
            return answer
        },
        Endpoint(.GET, "/videos/{video_id}/versions/{version_id}", .user(nil)) { call, store throws(APIError) in
            store.answer(try store.version(call).uri, call)
        },
        Endpoint(.PATCH, "/videos/{video_id}/versions/{version_id}", .user(.edit)) { call, store throws(APIError) in
            let version = try store.version(call)
            let changes = try schema.check(try call.request.fields())
            if changes["is_current"] == true {
                guard version.fields["transcode"]?["status"] == "complete" else {
                    throw .invalid("is_current", "The version is not transcoded yet.")
                }
                store.makeCurrent(version.uri, of: try store.ownVideo(call).uri, now: call.now)
            }
            if let description = changes["description"] {
                store.update(version.uri, now: call.now) {
                    $0.fields["description"] = description
                }
            }
            return store.answer(version.uri, call)
        },
        Endpoint(.DELETE, "/videos/{video_id}/versions/{version_id}", .user(.edit)) { call, store throws(APIError) in
            let version = try store.version(call)
            guard version.fields["active"] != true else {
                throw .coded(.notFound, 2538, "This version can't be deleted.", "It is the current one.")
            }
            store.remove(version.uri, now: call.now)
            return .noContent
        },
    ]

    private static let schema: Schema = ["is_current": .flag, "description": .text(max: 5000)]
}

extension Store {
    /// The version `{version_id}` of a video of the caller.
    func version(_ call: Call) throws(APIError) -> Resource {
        let video = try ownVideo(call)
        guard let version = resources["\(video.uri)/versions/\(call["version_id"])"] else {
            throw .notFound("version", code: 2523)
        }
        return version
    }

    /// A version of a video whose file is still to come.
    static func version(
        _ uri: String,
        filename: JSONValue,
        upload: JSONValue,
        size: Int64,
        isActive: Bool,
        at now: Instant
    ) -> Resource {
        var version = resource(uri, .version, at: now)
        version.fields.merge([
            "filename": filename,
            "filesize": .integer(size),
            "description": .null,
            "active": .boolean(isActive),
            "upload": upload,
            "upload_date": .string(now.iso8601),
            "transcode": ["status": "in_progress"],
        ])
        return version
    }

    func currentVersion(of video: String) -> Resource? {
        members("\(video)/versions").lazy.compactMap { resources[$0] }.first { $0.fields["active"] == true }
    }

    /// Shows the transcoded version `uri` as the video from now on.
    mutating func makeCurrent(_ uri: String, of video: String, now: Instant) {
        for member in members("\(video)/versions") where resources[member]?.fields["active"] != .boolean(member == uri)
        {
            update(member, now: now) { version in
                version.fields["active"] = .boolean(member == uri)
                version.fields["modified_time"] = .string(now.iso8601)
            }
        }
        guard let version = resources[uri] else { return }
        update(video, now: now) { $0.show(version) }
    }
}

extension Resource {
    /// Makes a video look as its transcoded version.
    mutating func show(_ version: Resource) {
        fields["duration"] = version.fields["duration"]
        fields["width"] = 1920
        fields["height"] = 1080
        fields["play"] = ["status": "playable"]
        fields["status"] = "available"
        fields["upload"] = version.fields["upload"]
        fields["transcode"] = ["status": "complete"]
        fields["is_playable"] = true
    }
}
