import JSONCore

extension Store {
    /// A picture without an image.
    static func picture(_ uri: String, type: String, at now: Instant) -> Resource {
        Resource(
            uri,
            .picture,
            at: now,
            [
                "uri": .string(uri),
                "active": false,
                "type": .string(type),
                "base_link": .string(imageLink(uri)),
                "sizes": [],
                "resource_key": .string(uri.resourceKey),
            ]
        )
    }

    /// The sizes in which an image is shown, once there is one.
    static func sizes(of uri: String) -> JSONValue {
        .array(
            [(100, 75), (640, 360), (1280, 720), (1920, 1080)].map { width, height -> JSONValue in
                ["width": .integer(width), "height": .integer(height), "link": "\(imageLink(uri))_\(width)x\(height)"]
            }
        )
    }

    private static func imageLink(_ uri: String) -> String {
        "https://i.vimeocdn.com/\(uri.hasPrefix("/users") ? "portrait" : "video")/\(uri.resourceKey.prefix(16))"
    }

    /// The picture shown for a video or a user.
    func picture(of owner: String) -> JSONValue {
        let active = members("\(owner)/pictures").lazy.compactMap { resources[$0] }.first {
            $0.fields["active"] == true
        }
        if let active { return .object(active.fields) }
        return [
            "uri": .null, "active": false, "type": "default", "base_link": "https://i.vimeocdn.com/video/default",
            "sizes": [], "resource_key": .string("\(owner)/pictures".resourceKey),
        ]
    }

    /// Makes a picture the active one or an inactive one; an owner has at most one that is active.
    mutating func setActive(_ isActive: Bool, picture uri: String, of owner: String, now: Instant) {
        let collection = "\(owner)/pictures"
        for member in members(collection) {
            let wanted = member == uri ? isActive : (isActive ? false : nil)
            guard let wanted, resources[member]?.fields["active"] != .boolean(wanted) else { continue }
            update(member, in: collection, now: now) { $0.fields["active"] = .boolean(wanted) }
        }
        touchOwner(owner, now: now)
    }

    /// A new picture changes what it belongs to.
    mutating func touchOwner(_ owner: String, now: Instant) {
        guard let resource = resources[owner], resource.kind == .video else { return }
        update(owner, in: home(of: resource), now: now) { _ in }
    }
}
