import JSONCore

extension Store {
    /// A text track whose bytes are still to come.
    static func textTrack(_ uri: String, _ body: JSONObject, at now: Instant) -> Resource {
        let language = body["language"]?.string ?? ""
        return Resource(
            uri,
            .textTrack,
            at: now,
            [
                "uri": .string(uri),
                "active": body["active"] ?? false,
                "type": body["type"] ?? .null,
                "language": .string(language),
                "id": .integer(Int64(uri.split(separator: "/").last ?? "") ?? 0),
                "link": .null,
                "link_expires_time": .null,
                "hls_link": .null,
                "hls_link_expires_time": .null,
                "name": body["name"] ?? .null,
                "display_language": .string(language),
            ]
        )
    }

    /// With a link to the bytes, once they are there.
    func render(textTrack: Resource) -> JSONObject {
        var fields = textTrack.fields
        guard let upload = uploads.values.first(where: { $0.target == textTrack.uri }), upload.isComplete else {
            return fields
        }
        let link = downloadLink("texttracks/\(upload.id)", on: downloadRoot)
        fields["link"] = .string(link.text)
        fields["link_expires_time"] = .integer(link.expires.seconds)
        return fields
    }

    /// Of the tracks of one language and type only one is active.
    mutating func deactivateOthers(of uri: String, in video: String, now: Instant) {
        guard let track = resources[uri] else { return }
        for member in members("\(video)/texttracks") where member != uri {
            guard let other = resources[member], other.fields["active"] == true,
                other.fields["language"] == track.fields["language"], other.fields["type"] == track.fields["type"]
            else { continue }
            update(member, in: "\(video)/texttracks", now: now) { $0.fields["active"] = false }
        }
    }

    /// Adds a place for the bytes of a text track and returns the link to it.
    mutating func addTextTrackUpload(for track: String, of video: String) -> String {
        let upload = Upload(id: Self.randomHex(32), purpose: .textTrack(track, of: video), size: 16 << 20)
        uploads[upload.id] = upload
        return "\(uploadRoot)/texttracks/\(upload.id)"
    }
}
