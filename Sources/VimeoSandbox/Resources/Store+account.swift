import JSONCore

extension Store {
    /// Fills an empty store with the account every sandbox starts with: one user and a few videos.
    mutating func addAccount() {
        addFixed()
        let user = Self.user(
            Self.owner,
            name: "Ada Winter",
            at: Instant(milliseconds: 1_528_875_318_000)
        )
        insert(user)
        let plan = JSONValue.string(options.plan)
        update(user.uri, now: user.created) { user in
            user.fields["account"] = plan
            user.fields["location"] = "Trondheim, Norway"
            user.fields["bio"] = "Short films about slow machines."
        }
        addPicture("3000", of: user.uri, at: user.created)
        // The generated ones are older, so that lists with the newest first begin with the films.
        if options.videos > Self.films.count { addSeeded(options.videos - Self.films.count) }
        for (index, film) in Self.films.enumerated().prefix(options.videos) {
            add(film, number: 1001 + index)
        }
        addOthers(at: user.created)
        if options.videos > Self.films.count { addExtras(at: user.created) }
    }

    /// Somebody else with two videos, who follows the account's user; and what the user cannot create.
    private mutating func addOthers(at created: Instant) {
        let other = Self.user(Self.other, name: "Ben Okafor", at: created)
        insert(other)
        put([Self.owner], into: "\(other.uri)/following", now: created)
        for (index, name) in ["Night bus", "Rehearsal"].enumerated() {
            let uri = "/videos/\(2001 + index)"
            var video = Self.video(uri, owner: other.uri, name: name, at: created)
            video.fields.merge(["duration": 61, "status": "available", "is_playable": true, "stats": ["plays": 77]])
            insert(video)
        }
        put(["/videos/2001", "/videos/1002"], into: "\(Self.owner)/watched/videos", now: created)
        for (list, id, fields) in [
            ("portfolios", "4001", ["name": "Selected work"]),
            ("payment_methods", "4002", ["type": "card", "last_four": "4242"]),
            ("team_users", "4003", ["email": "ben@example.com", "permission_level": "Contributor"]),
        ] as [(String, String, JSONObject)] {
            guard let row = Engine.lists["/users/{user_id}/\(list)"] else { continue }
            var thing = Self.resource("\(Self.owner)/\(list)/\(id)", row.kind, at: created)
            thing.fields.merge(fields)
            insert(thing)
        }
    }

    /// The lists that are the same for everybody: categories, languages and the like, by their paths in `fixed.json`.
    private mutating func addFixed() {
        let lists = JSONValue(json: PackageResources.fixed_json)?.object ?? [:]
        for list in lists.members {
            guard let row = Engine.lists[list.key] else { continue }
            for thing in list.value.object?.members ?? [] {
                var resource = Self.resource("\(list.key)/\(thing.key)", row.kind, at: Instant(milliseconds: 0))
                resource.fields.merge(thing.value.object ?? [:])
                insert(resource)
            }
        }
    }

    /// The videos of `films.json`; `created` in seconds since 1970.
    static let films = JSONValue(json: PackageResources.films_json)?.array ?? []

    private mutating func add(_ film: JSONValue, number: Int) {
        let made = Film(film, number: number)
        made.things.forEach { insert($0) }
        let tags = (film["tags"]?.array ?? []).compactMap(\.string).map { name in
            let tag = Self.tag(name, at: made.video.created)
            if resources[tag.uri] == nil { insert(tag) }
            return tag.uri
        }
        put(tags, into: "\(made.video.uri)/tags", now: made.video.created)
    }

    static func tag(_ name: String, at created: Instant) -> Resource {
        var tag = resource("/tags/\(name.tagWord)", Kind("tag"), at: created)
        tag.fields.merge(["name": .string(name), "canonical": .string(name.tagWord)])
        return tag
    }

    private mutating func addPicture(_ id: String, of owner: String, at time: Instant) {
        let uri = "\(owner)/pictures/\(id)"
        var picture = Self.picture(uri, at: time)
        picture.hidden["image"] = true
        picture.fields["active"] = true
        insert(picture)
    }
}
