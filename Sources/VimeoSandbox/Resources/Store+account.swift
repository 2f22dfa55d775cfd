import JSONCore

extension Store {
    /// Fills an empty store with the account every sandbox starts with: one user and a few videos.
    mutating func addAccount() {
        let user = Self.user(
            Self.owner,
            name: "Ada Winter",
            handle: "adawinter",
            at: Instant(milliseconds: 1_528_875_318_000)
        )
        insert(user)
        update(user.uri, now: user.created) { user in
            user.fields["location"] = "Trondheim, Norway"
            user.fields["bio"] = "Short films about slow machines."
        }
        addPicture("3000", of: user.uri, at: user.created)
        for (index, film) in Self.films.enumerated() {
            add(film, number: 1001 + index, owner: user.uri)
        }
    }

    /// The videos of `films.json`; `created` in seconds since 1970.
    static let films = JSONValue(json: PackageResources.films_json)?.array ?? []

    private mutating func add(_ film: JSONValue, number: Int, owner: String) {
        let created = Instant(milliseconds: (film["created"]?.integer ?? 0) * 1000)
        let uri = "/videos/\(number)"
        let versionURI = "\(uri)/versions/\(number + 1000)"
        let upload: JSONValue = [
            "status": "complete", "upload_link": .null, "form": .null, "complete_uri": .null, "approach": .null,
            "size": .null, "redirect_url": .null, "link": .null, "gcs_uid": .null,
        ]
        var version = Self.version(
            versionURI,
            filename: film["filename"] ?? .null,
            upload: upload,
            size: film["filesize"]?.integer ?? 0,
            isActive: true,
            at: created
        )
        version.fields["transcode"] = ["status": "complete"]
        version.fields["duration"] = film["duration"]
        insert(version)

        var video = Self.video(uri, owner: owner, name: film["name"]?.string ?? "", at: created)
        video.fields["description"] = film["description"]
        video.fields["language"] = "en"
        video.fields["stats"] = ["plays": film["plays"] ?? 0]
        video.fields["tags"] = .array(
            (film["tags"]?.array ?? []).map { tag -> JSONValue in
                ["uri": "/tags/\(tag.string ?? "")", "name": tag, "tag": tag, "canonical": tag]
            }
        )
        video.fields.merge(["privacy": ["view": film["view"] ?? "anybody"]])
        insert(video)
        makeCurrent(versionURI, of: uri, now: created)
        addPicture("\(number + 2000)", of: uri, at: created)
    }

    private mutating func addPicture(_ id: String, of owner: String, at time: Instant) {
        let uri = "\(owner)/pictures/\(id)"
        var picture = Self.picture(uri, at: time)
        picture.fields["sizes"] = Self.sizes(of: uri)
        insert(picture)
        setActive(true, picture: uri, of: owner, now: time)
    }
}
