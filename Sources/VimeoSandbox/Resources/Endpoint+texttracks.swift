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
            store.answer(try store.textTrack(call, of: try store.video(call).uri).uri, for: call.caller)
        },
        Endpoint(.PATCH, "/videos/{video_id}/texttracks/{texttrack_id}", .user(.edit)) {
            call,
            store throws(APIError) in
            let video = try store.ownVideo(call).uri
            let uri = try store.textTrack(call, of: video).uri
            let changes = try schema.check(try call.request.fields())
            store.update(uri, in: "\(video)/texttracks", now: call.now) { $0.fields.merge(changes) }
            if changes["active"] == true { store.deactivateOthers(of: uri, in: video, now: call.now) }
            return store.answer(uri, for: call.caller)
        },
        Endpoint(.DELETE, "/videos/{video_id}/texttracks/{texttrack_id}", .user(.delete)) {
            call,
            store throws(APIError) in
            let video = try store.ownVideo(call).uri
            store.remove(try store.textTrack(call, of: video).uri, from: "\(video)/texttracks", now: call.now)
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
    /// The text track `{texttrack_id}`.
    ///
    /// - Throws: 404 with 5014, or 5015 if it belongs to another video.
    fileprivate func textTrack(_ call: Call, of video: String) throws(APIError) -> Resource {
        if let track = resources["\(video)/texttracks/\(call["texttrack_id"])"] { return track }
        let ending = "/texttracks/\(call["texttrack_id"])"
        let isElsewhere = resources.keys.contains { $0.hasSuffix(ending) }
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
        insert(Self.textTrack(uri, body, at: call.now), into: "\(video)/texttracks")
        if body["active"] == true { deactivateOthers(of: uri, in: video, now: call.now) }
        guard case .object(var shown) = render(uri, for: call.caller) else { return .noContent }
        // Only in this answer the link is the one to send the bytes to.
        shown["link"] = .string(addTextTrackUpload(for: uri, of: video))
        return Answer(status: .created, content: .object(.object(shown), type: Kind.textTrack.rawValue))
    }
}
