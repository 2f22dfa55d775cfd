import JSONCore

extension Store {
    /// A version of a video whose file is still to come.
    static func version(
        _ uri: String,
        filename: JSONValue,
        upload: JSONValue,
        size: Int64,
        isActive: Bool,
        at now: Instant
    ) -> Resource {
        Resource(
            uri,
            .version,
            at: now,
            [
                "uri": .string(uri),
                "filename": filename,
                "filesize": .integer(size),
                "description": .null,
                "active": .boolean(isActive),
                "duration": 0,
                "created_time": .string(now.iso8601),
                "modified_time": .string(now.iso8601),
                "upload": upload,
                "transcode": ["status": "in_progress"],
                "resource_key": .string(uri.resourceKey),
            ]
        )
    }

    func currentVersion(of video: String) -> Resource? {
        members("\(video)/versions").lazy.compactMap { resources[$0] }.first { $0.fields["active"] == true }
    }

    /// Shows the transcoded version `uri` as the video from now on.
    mutating func makeCurrent(_ uri: String, of video: String, now: Instant) {
        for member in members("\(video)/versions") where resources[member]?.fields["active"] != .boolean(member == uri)
        {
            update(member, in: "\(video)/versions", now: now) { version in
                version.fields["active"] = .boolean(member == uri)
                version.fields["modified_time"] = .string(now.iso8601)
            }
        }
        guard let version = resources[uri], let resource = resources[video] else { return }
        update(video, in: home(of: resource), now: now) { resource in
            resource.fields["duration"] = version.fields["duration"]
            resource.fields["width"] = 1920
            resource.fields["height"] = 1080
            resource.fields["play"] = ["status": "playable"]
            resource.fields["status"] = "available"
            resource.fields["upload"] = version.fields["upload"]
            resource.fields["transcode"] = ["status": "complete"]
            resource.fields["is_playable"] = true
        }
    }
}
