import JSONCore
import NIOHTTP1

extension Store {
    /// Refuses a file that has no room, with 403 and 4101.
    func checkRoom(for plan: UploadPlan, of owner: String) throws(APIError) {
        guard plan.size > options.quota - used(by: owner) else { return }
        throw .coded(
            .forbidden,
            4101,
            "There is not enough space for this file.",
            "The upload would exceed the storage quota of the account."
        )
    }

    /// Adds a version to a video and a place for its file; the first is the current one at once.
    ///
    /// - Returns: its URI.
    mutating func addVersion(of video: String, plan: UploadPlan, filename: JSONValue, now: Instant) -> String {
        let collection = "\(video)/versions"
        let uri = "\(collection)/\(nextID())"
        var link: JSONValue = .null
        let pull = plan.link.flatMap { Pull(link: $0, version: uri, video: video) }
        if let pull { pulls.append(pull) }
        // A file without bytes gets no link: there is nothing to send.
        if plan.approach == .tus, plan.size > 0 {
            let upload = Upload(id: Self.randomHex(32), purpose: .version(uri, of: video), size: plan.size)
            uploads[upload.id] = upload
            link = .string("\(uploadRoot)/files/\(upload.id)")
        }
        let description: JSONValue = [
            "status": "in_progress", "upload_link": link, "form": .null, "complete_uri": .null,
            "approach": .string(plan.approach.rawValue), "size": .integer(plan.size), "redirect_url": .null,
            "link": plan.link.map { .string($0) } ?? .null, "gcs_uid": .null,
        ]
        let isFirst = members(collection).isEmpty
        let version = Self.version(
            uri,
            filename: filename,
            upload: description,
            size: plan.size,
            isActive: isFirst,
            at: now
        )
        insert(version, into: collection)
        if isFirst { resources[video]?.fields["upload"] = description }
        // Nothing may leave the machine, so what is not on it counts as there at once.
        if plan.approach == .pull, pull == nil { fileArrived(for: uri, of: video, now: now) }
        return uri
    }

    /// Adds a place for the image of a picture and returns the link to it.
    mutating func addImageUpload(for picture: String, of owner: String) -> String {
        let upload = Upload(id: Self.randomHex(32), purpose: .picture(picture, of: owner), size: 10 << 20)
        uploads[upload.id] = upload
        return "\(uploadRoot)/pictures/\(upload.id)"
    }

    mutating func discardUploads(for target: String) {
        for upload in uploads.values where upload.target == target {
            uploads[upload.id] = nil
            discarded.append(upload.id)
        }
    }

    /// Begins the transcode of a version that has all its bytes.
    mutating func fileArrived(for version: String, of video: String, now: Instant) {
        let collection = "\(video)/versions"
        guard let before = resources[version], let resource = resources[video] else { return }
        var upload = before.fields["upload"]?.object ?? [:]
        upload["status"] = "complete"
        upload["upload_link"] = .null
        update(version, in: collection, now: now) { $0.fields["upload"] = .object(upload) }
        if before.fields["active"] == true {
            update(video, in: home(of: resource), now: now) { video in
                video.fields["upload"] = .object(upload)
                video.fields["status"] = "transcoding"
            }
        }
        transcodes.append(Transcode(version: version, video: video, end: now + options.transcodeTime))
    }

    /// Lets everything happen that is due at `now`.
    mutating func advance(to now: Instant) {
        self.now = now
        while let transcode = transcodes.first, transcode.end <= now {
            transcodes.removeFirst()
            guard resources[transcode.version] != nil else { continue }
            update(transcode.version, in: "\(transcode.video)/versions", now: transcode.end) { version in
                version.fields["transcode"] = ["status": "complete"]
                // Some duration that grows with the file: as if it had 8 Mbit in a second.
                version.fields["duration"] = .integer(max(1, (version.fields["filesize"]?.integer ?? 0) / 1_000_000))
            }
            makeCurrent(transcode.version, of: transcode.video, now: transcode.end)
        }
    }
}
