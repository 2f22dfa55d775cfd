import JSONCore
import NIOHTTP1

extension Endpoint {
    static let textTracks: [Endpoint] = [
        Endpoint(.GET, "/videos/{video_id}/texttracks", .anyone) { call, store throws(APIError) in
            try store.page(store.members("\(try store.video(call).uri)/texttracks"), .textTrack, call)
        },
        Endpoint(.POST, "/videos/{video_id}/texttracks", .user(.upload)) { call, store throws(APIError) in
            try store.createTextTrack(call)
        },
        Endpoint(.GET, "/videos/{video_id}/texttracks/{texttrack_id}", .anyone) { call, store throws(APIError) in
            store.answer(try store.textTrack(call, of: try store.video(call).uri).uri, call)
        },
        Endpoint(.PATCH, "/videos/{video_id}/texttracks/{texttrack_id}", .user(.edit)) {
            call,
            store throws(APIError) in
            let video = try store.ownVideo(call).uri
            let uri = try store.textTrack(call, of: video).uri
            let changes = try schema.check(try call.request.fields())
            store.update(uri, now: call.now) { $0.fields.merge(changes) }
            if changes["active"] == true { store.deactivateOthers(of: uri, in: video, now: call.now) }
            return store.answer(uri, call)
        },
        Endpoint(.DELETE, "/videos/{video_id}/texttracks/{texttrack_id}", .user(.delete)) {
            call,
            store throws(APIError) in
            let video = try store.ownVideo(call).uri
            store.remove(try store.textTrack(call, of: video).uri, now: call.now)
            return .noContent
        },
    ]

    fileprivate static let schema: Schema = [
        "active": .flag,
        "type": .choice(["captions", "chapters", "descriptions", "metadata", "subtitles"]),
        "language": .text(max: 35),
        "name": .text(max: 256),
    ]
}

extension Store {
    /// The text track `{texttrack_id}`; throws 404 with 5014, or 5015 if it belongs to another video.
    fileprivate func textTrack(_ call: Call, of video: String) throws(APIError) -> Resource {
        if let track = resources["\(video)/texttracks/\(call["texttrack_id"])"] { return track }
        let ending = "/texttracks/\(call["texttrack_id"])"
        let isElsewhere = resources.kept.keys.contains { $0.hasSuffix(ending) }
        throw .notFound("text track", code: isElsewhere ? 5015 : 5014)
    }

    fileprivate mutating func createTextTrack(_ call: Call) throws(APIError) -> Answer {
        let video = try ownVideo(call).uri
        let body = try Endpoint.schema.check(try call.request.fields())
        var problems: [APIError.Parameter] = []
        for name in ["type", "language", "name"] where body[name]?.string?.isEmpty ?? true {
            problems.append(.init(field: name, reason: "It is required."))
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        let uri = "\(video)/texttracks/\(nextID())"
        insert(Self.textTrack(uri, body, at: call.now))
        if body["active"] == true { deactivateOthers(of: uri, in: video, now: call.now) }
        guard case .object(var shown) = render(uri, for: call.caller) else { return .noContent }
        // Only in this answer the link is the one to send the bytes to.
        shown["link"] = .string(uploadRoot + addUpload(.textTrack(uri), size: 16 << 20, at: "texttracks"))
        return Answer(status: .created, content: .object(.object(shown), type: Kind.textTrack.contentType))
    }

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

    /// Adds the link to the bytes, once they are there.
    func complete(textTrack: Resource, _ fields: inout JSONObject) {
        if textTrack.hidden["isSample"] == true {
            let parts = textTrack.uri.split(separator: "/")
            return add(downloadLink("captions/\(parts[1])/\(parts[3])", on: downloadRoot), to: &fields)
        }
        guard let upload = uploads.values.first(where: { $0.target == textTrack.uri }), upload.isComplete else {
            return
        }
        add(downloadLink("texttracks/\(upload.id)", on: downloadRoot), to: &fields)
    }

    private func add(_ link: (text: String, expires: Instant), to fields: inout JSONObject) {
        fields["link"] = .string(link.text)
        fields["link_expires_time"] = .integer(link.expires.seconds)
    }

    /// Of the tracks of one language and type only one is active.
    mutating func deactivateOthers(of uri: String, in video: String, now: Instant) {
        guard let track = resources[uri] else { return }
        for member in members("\(video)/texttracks") where member != uri {
            guard let other = resources[member], other.fields["active"] == true,
                other.fields["language"] == track.fields["language"], other.fields["type"] == track.fields["type"]
            else { continue }
            update(member, now: now) { $0.fields["active"] = false }
        }
    }
}
