import APIDescription
import JSONCore
import NIOHTTP1

extension Engine {
    /// What rows of data cannot say, by the description's names of the operations.
    static let rules: [String: Endpoint.Action] = [
        "set_video_as_showcase_thumbnail": { call, store throws(APIError) in
            try store.markVideo(call, field: "thumbnail_uri")
        },
        "set_video_as_showcase_featured": { call, store throws(APIError) in
            try store.markVideo(call, field: "featured_uri")
        },
        "update_showcases": { call, store throws(APIError) in
            let body = try call.request.fields()
            for uri in (body["albums"]?.array ?? []).compactMap(\.string) where store.mayChange(uri, call.caller) {
                store.update(uri, now: call.now)
            }
            return .noContent
        },
        "add_or_remove_multiple_albums": { call, store throws(APIError) in try store.changeShowcases(call) },
        "create_project": { call, store throws(APIError) in try store.createFolder(call) },
        "edit_project": { call, store throws(APIError) in try store.editFolder(call) },
        "delete_project": { call, store throws(APIError) in try store.deleteFolder(call) },
        "get_folder_items": { call, store throws(APIError) in try store.folderItems(call) },
        "get_user_folder_items": { call, store throws(APIError) in try store.folderItems(call) },
        "delete_folder_items": { call, store throws(APIError) in try store.deleteFolderItems(call) },
        "activate_live_event": { call, store throws(APIError) in try store.setLive(call, status: "streaming") },
        "end_live_event": { call, store throws(APIError) in try store.setLive(call, status: "ended") },
        "create_animated_thumbset": { call, store throws(APIError) in try store.createThumbset(call) },
        "get_animated_thumbset_status": { call, store throws(APIError) in
            let uri = "\(try store.video(call).uri)/animated_thumbsets/\(call["picture_id"])"
            guard let status = store.resources[uri]?.fields["status"] else { throw .notFound("set", code: 5017) }
            return Answer(content: .object(["status": status], type: "thumbset-status"))
        },
        "get_transcript": { call, store throws(APIError) in
            let uri = "\(try store.video(call).uri)/texttracks/\(call["texttrack_id"])"
            guard store.resources[uri] != nil else { throw .notFound("text track", code: 5014) }
            return Answer(content: .object(["data": []], type: "transcript"))
        },
        "get_teammembers_information": { call, store throws(APIError) in
            // The code of an invitation is the number of the team member.
            let uri = "\(call.caller.user ?? "")/team_users/\(call["code"])"
            guard store.resources[uri] != nil else { throw .notFound("team member") }
            return store.answer(uri, call)
        },
        "get_feed": { call, store throws(APIError) in try store.feed(call) },
        "get_user_analytics": { call, store throws(APIError) in try store.analytics(call) },
    ]
}

extension Store {
    /// A video of a showcase as its thumbnail or its featured video.
    fileprivate mutating func markVideo(_ call: Call, field: String) throws(APIError) -> Answer {
        let album = "/users/\(call["user_id"])/albums/\(call["album_id"])"
        guard mayChange(album, call.caller), resources[album] != nil else { throw .notFound("album") }
        let video = "/videos/\(call["video_id"])"
        guard containers[video]?["\(album)/videos"] != nil else { throw .notFound("video") }
        update(album, now: call.now) { $0.hidden[field] = .string(video) }
        return answer(album, call)
    }

    /// Puts a video into showcases and takes it out of others: `{"add": [{"uri": …}], "remove": […]}`.
    fileprivate mutating func changeShowcases(_ call: Call) throws(APIError) -> Answer {
        let video = try video(call).uri
        let body = try call.request.fields()
        func albums(_ name: String) throws(APIError) -> [String] {
            var albums: [String] = []
            for element in body[name]?.array ?? [] {
                let uri = uri(of: Kind("album"), element.string ?? element["uri"]?.string ?? "", call.caller)
                guard resources[uri] != nil else { throw .notFound("album") }
                guard mayChange(uri, call.caller) else { throw .notYours }
                albums.append("\(uri)/videos")
            }
            return albums
        }
        let (added, removed) = (try albums("add"), try albums("remove"))
        for list in added { put([video], into: list, now: call.now) }
        for list in removed { take([video], outOf: list, now: call.now) }
        guard let row = Engine.lists["/videos/{video_id}/albums"] else { return .noContent }
        let shown = visible(uris(of: row, "\(video)/albums", call.caller), to: call.caller)
        return try page(shown, row.kind, call)
    }

    /// Begins or ends a live event.
    fileprivate mutating func setLive(_ call: Call, status: String) throws(APIError) -> Answer {
        let uri = "/live_events/\(call["live_event_id"])"
        guard resources[uri] != nil else { throw .notFound("live event") }
        guard mayChange(uri, call.caller) else { throw .notYours }
        update(uri, now: call.now) { $0.fields["status"] = .string(status) }
        return answer(uri, call)
    }

    /// An animated thumbnail of a piece of a video, six seconds at most; a video has at most four.
    fileprivate mutating func createThumbset(_ call: Call) throws(APIError) -> Answer {
        let video = try ownVideo(call)
        let schema: Schema = ["duration": .number, "start_time": .number]
        let body = try schema.check(try call.request.fields())
        guard let duration = body["duration"]?.double, 0...6 ~= duration else {
            throw .invalid("duration", "It must be a number of seconds up to 6.")
        }
        let list = "\(video.uri)/animated_thumbsets"
        guard members(list).count < 4 else {
            throw .invalid("duration", "A video has at most 4 animated thumbnails.", code: 3130)
        }
        let uri = "\(list)/\(nextID())"
        var set = Self.resource(uri, Kind("animated-thumbset"), at: call.now)
        set.fields.merge(body)
        set.fields.merge([
            "status": "completed", "clip_uri": .string(video.uri), "created_on": .integer(call.now.seconds),
        ])
        insert(set)
        return answer(uri, call)
    }

    /// What those whom the user follows have made, the newest first.
    fileprivate func feed(_ call: Call) throws(APIError) -> Answer {
        let user = try user(call)
        let videos = visible(members("\(user)/following").flatMap { members("\($0)/videos") }, to: call.caller)
        let page = try Page(call.request).wrap(newestFirst(videos), call) { uri -> JSONValue in
            guard let video = resources[uri] else { return .null }
            return [
                "type": "upload", "time": .string(video.created.iso8601), "clip": render(uri, for: call.caller),
                "user": author(owner(of: video)), "metadata": ["connections": ["related": .null]],
            ]
        }
        return Answer(content: .page(page, type: "activity-3-1"))
    }

    /// Views and their like of each video: made up, but the same each time.
    fileprivate func analytics(_ call: Call) throws(APIError) -> Answer {
        let user = try ownUser(call)
        let size = try Page(call.request, usual: 50, maximum: 1000)
        let page = size.wrap(members("\(user)/videos"), call) { uri -> JSONValue in
            guard let video = resources[uri] else { return .null }
            let views = video.fields["stats"]?["plays"]?.integer ?? 0
            let seconds = views * (video.fields["duration"]?.integer ?? 0) * 6 / 10
            return [
                "uri": .string(video.uri), "metadata": ["name": video.fields["name"] ?? .null],
                "views": .integer(views), "impressions": .integer(views * 3), "total_seconds": .integer(seconds),
                "mean_percent": 60,
            ]
        }
        return Answer(content: .page(page, type: "analytics"))
    }
}
