import JSONCore

extension Store {
    /// Fills an empty store with the account every sandbox starts with: one user and a few videos.
    mutating func addAccount() {
        let user = Self.user(Self.owner, name: "Ada Winter", handle: "adawinter", at: Instant(2018, 6, 13, 7, 35, 18))
        insert(user, into: "/users")
        update(user.uri, in: "/users", now: user.created) { user in
            user.fields["location"] = "Trondheim, Norway"
            user.fields["bio"] = "Short films about slow machines."
        }
        addPicture("3000", of: user.uri, type: "custom", at: user.created)
        for (index, sample) in Sample.all.enumerated() {
            add(sample, number: 1001 + index, owner: user.uri)
        }
    }

    private mutating func add(_ sample: Sample, number: Int, owner: String) {
        let uri = "/videos/\(number)"
        let versionURI = "\(uri)/versions/\(number + 1000)"
        let upload: JSONValue = [
            "status": "complete", "upload_link": .null, "form": .null, "complete_uri": .null, "approach": .null,
            "size": .null,
            "redirect_url": .null, "link": .null, "gcs_uid": .null,
        ]
        var version = Self.version(
            versionURI,
            filename: .string(sample.filename),
            upload: upload,
            size: sample.bytes,
            isActive: true,
            at: sample.created
        )
        version.fields["transcode"] = ["status": "complete"]
        version.fields["duration"] = .integer(sample.seconds)
        insert(version, into: "\(uri)/versions")

        var video = Self.video(uri, owner: owner, name: sample.name, at: sample.created)
        video.fields["description"] = sample.description.map { .string($0) } ?? .null
        video.fields["language"] = "en"
        video.fields["stats"] = ["plays": .integer(sample.plays)]
        video.fields["tags"] = .array(
            sample.tags.map { tag -> JSONValue in
                ["uri": "/tags/\(tag)", "name": .string(tag), "tag": .string(tag), "canonical": .string(tag)]
            }
        )
        video.fields.merge(["privacy": ["view": .string(sample.view)]])
        insert(video, into: "\(owner)/videos")
        makeCurrent(versionURI, of: uri, now: sample.created)
        addPicture("\(number + 2000)", of: uri, type: "custom", at: sample.created)
    }

    private mutating func addPicture(_ id: String, of owner: String, type: String, at time: Instant) {
        let uri = "\(owner)/pictures/\(id)"
        var picture = Self.picture(uri, type: type, at: time)
        picture.fields["sizes"] = Self.sizes(of: uri)
        insert(picture, into: "\(owner)/pictures")
        setActive(true, picture: uri, of: owner, now: time)
    }
}
