import JSONCore
import NIOHTTP1

extension Endpoint {
    static let videos: [Endpoint] = [
        Endpoint(.GET, "/users/{user_id}/videos", .anyone) { call, store throws(APIError) in
            let user = try store.user(call)
            let collection = store.collections["\(user)/videos"] ?? Members()
            if let text = call.request.headers.first(name: "If-Modified-Since"), let since = Instant(httpDate: text),
                collection.modified.seconds <= since.seconds
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
            store.insert(video, into: "\(user)/videos")
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
            store.update(video.uri, in: store.home(of: video), now: call.now) { $0 = video }
            return store.answer(video.uri, for: call.caller)
        },
        Endpoint(.DELETE, "/videos/{video_id}", .user(.delete)) { call, store throws(APIError) in
            let video = try store.ownVideo(call)
            store.remove(video.uri, from: store.home(of: video), now: call.now)
            return .noContent
        },
    ]
}
