import JSONCore

/// A video of the account as it is at first, with its version and its picture.
struct Film {
    let video: Resource
    let version: Resource
    let picture: Resource

    var things: [Resource] { [video, version, picture] }

    /// - Parameter film: as `films.json` has it; `created` in seconds since 1970.
    init(_ film: JSONValue, number: Int) {
        let created = Instant(milliseconds: (film["created"]?.integer ?? 0) * 1000)
        let uri = "/videos/\(number)"
        let upload: JSONValue = [
            "status": "complete", "upload_link": .null, "form": .null, "complete_uri": .null, "approach": .null,
            "size": .null, "redirect_url": .null, "link": .null, "gcs_uid": .null,
        ]
        var version = Store.version(
            "\(uri)/versions/\(number < SeededVideo.firstNumber ? number + 1000 : number)",
            filename: film["filename"] ?? .null,
            upload: upload,
            size: film["filesize"]?.integer ?? 0,
            isActive: true,
            at: created
        )
        version.fields["transcode"] = ["status": "complete"]
        version.fields["duration"] = film["duration"]
        var video = Store.video(uri, owner: Store.owner, name: film["name"]?.string ?? "", at: created)
        video.fields["description"] = film["description"]
        video.fields["language"] = "en"
        video.fields["stats"] = ["plays": film["plays"] ?? 0]
        video.fields.merge(["privacy": ["view": film["view"] ?? "anybody"]])
        video.show(version)
        var picture = Store.picture(
            "\(uri)/pictures/\(number < SeededVideo.firstNumber ? number + 2000 : number)",
            at: created
        )
        picture.hidden["image"] = true
        picture.fields["active"] = true
        (self.video, self.version, self.picture) = (video, version, picture)
    }
}
