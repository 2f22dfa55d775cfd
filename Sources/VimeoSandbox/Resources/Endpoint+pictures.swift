import JSONCore
import NIOHTTP1

extension Endpoint {
    /// The pictures of videos and of users are the same but for their owner and two rules.
    static let pictures = ["/videos/{video_id}", "/users/{user_id}"].flatMap { owner -> [Endpoint] in
        [
            Endpoint(.GET, "\(owner)/pictures", .anyone) { call, store throws(APIError) in
                try store.page(store.members("\(try store.pictureOwner(call))/pictures"), .picture, call)
            },
            Endpoint(.POST, "\(owner)/pictures", .user(.upload)) { call, store throws(APIError) in
                try store.createPicture(call)
            },
            Endpoint(.GET, "\(owner)/pictures/{picture_id}", .anyone) { call, store throws(APIError) in
                store.answer(try store.picture(call, of: try store.pictureOwner(call)), call)
            },
            Endpoint(.PATCH, "\(owner)/pictures/{picture_id}", .user(.edit)) { call, store throws(APIError) in
                let owner = try store.ownPictureOwner(call)
                let uri = try store.picture(call, of: owner)
                let changes = try schema.check(try call.request.fields())
                if let isActive = changes["active"]?.boolean {
                    store.setActive(isActive, picture: uri, of: owner, now: call.now)
                }
                return store.answer(uri, call)
            },
            Endpoint(
                .DELETE,
                "\(owner)/pictures/{picture_id}",
                .user(owner.hasPrefix("/videos") ? .edit : .delete)
            ) { call, store throws(APIError) in
                let owner = try store.ownPictureOwner(call)
                store.remove(try store.picture(call, of: owner), now: call.now)
                store.touchOwner(owner, now: call.now)
                return .noContent
            },
        ]
    }

    fileprivate static let schema: Schema = ["active": .flag, "time": .anything]
}

extension Store {
    fileprivate func pictureOwner(_ call: Call) throws(APIError) -> String {
        call.parameters["video_id"] != nil ? try video(call).uri : try user(call)
    }

    fileprivate func ownPictureOwner(_ call: Call) throws(APIError) -> String {
        call.parameters["video_id"] != nil ? try ownVideo(call).uri : try ownUser(call)
    }

    fileprivate func picture(_ call: Call, of owner: String) throws(APIError) -> String {
        let uri = "\(owner)/pictures/\(call["picture_id"])"
        guard resources[uri] != nil else { throw .notFound("picture") }
        return uri
    }

    /// Creates a picture: with `time` from a frame of the video, else one whose image is to be sent to `link`.
    fileprivate mutating func createPicture(_ call: Call) throws(APIError) -> Answer {
        let owner = try ownPictureOwner(call)
        let body = try Endpoint.schema.check(try call.request.fields())
        let isFrame = body["time"] != nil && body["time"] != .null
        if isFrame { try checkFrame(body["time"], of: owner) }
        let uri = "\(owner)/pictures/\(nextID())"
        var picture = Self.picture(uri, at: call.now)
        if isFrame { picture.hidden["image"] = true }
        insert(picture)
        if body["active"] == true { setActive(true, picture: uri, of: owner, now: call.now) }
        guard case .object(var shown) = render(uri, for: call.caller) else { return .noContent }
        // Only this answer has the link.
        if !isFrame {
            let place = addUpload(.picture(uri, of: owner), size: 10 << 20, at: "pictures")
            shown["link"] = .string(uploadRoot + place)
        }
        return Answer(status: .created, content: .object(.object(shown), type: Kind.picture.contentType))
    }

    private func checkFrame(_ time: JSONValue?, of owner: String) throws(APIError) {
        guard let video = resources[owner], video.kind == .video else {
            throw .invalid("time", "Only a video has frames.")
        }
        guard video.fields["is_playable"] == true else {
            throw .coded(
                .serviceUnavailable,
                7001,
                "The picture can't be created now. Try again later.",
                "The video has no frames before it is transcoded."
            )
        }
        guard let seconds = time?.double, seconds >= 0, seconds <= Double(video.fields["duration"]?.integer ?? 0) else {
            throw .invalid("time", "It must be a time in seconds within the video.")
        }
    }

    /// A picture without an image.
    static func picture(_ uri: String, at now: Instant) -> Resource {
        var picture = resource(uri, .picture, at: now)
        picture.fields = [
            "uri": .string(uri), "active": false, "type": "custom", "base_link": .null, "sizes": [],
            "resource_key": .string(uri.resourceKey),
        ]
        return picture
    }

    /// The picture shown for a video or a user.
    func picture(of owner: String) -> JSONValue {
        let active = members("\(owner)/pictures").lazy.compactMap { resources[$0] }.first {
            $0.fields["active"] == true
        }
        if let active {
            var fields = active.fields
            complete(picture: active, &fields)
            return .object(fields)
        }
        return [
            "uri": .null, "active": false, "type": "default", "base_link": .null, "sizes": [],
            "resource_key": .string("\(owner)/pictures".resourceKey),
        ]
    }

    /// Makes a picture the active one or an inactive one; an owner has at most one that is active.
    mutating func setActive(_ isActive: Bool, picture uri: String, of owner: String, now: Instant) {
        for member in members("\(owner)/pictures") {
            let wanted = member == uri ? isActive : (isActive ? false : nil)
            guard let wanted, resources[member]?.fields["active"] != .boolean(wanted) else { continue }
            update(member, now: now) { $0.fields["active"] = .boolean(wanted) }
        }
        touchOwner(owner, now: now)
    }

    /// A new picture changes what it belongs to.
    mutating func touchOwner(_ owner: String, now: Instant) {
        if resources[owner]?.kind == .video { update(owner, now: now) }
    }
}

extension JSONValue {
    /// A number, also as text; nil for anything else.
    var double: Double? {
        switch self {
        case .integer(let int): Double(int)
        case .number(let double): double
        case .string(let text): Double(text)
        default: nil
        }
    }
}
