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

    /// Adds a version to a video and a place for its file; the first is the current one at once; returns its URI.
    mutating func addVersion(of video: String, plan: UploadPlan, filename: JSONValue, now: Instant) -> String {
        let uri = "\(video)/versions/\(nextID())"
        let pull = plan.link.flatMap { Pull(link: $0, version: uri, video: video) }
        if let pull { pulls.append(pull) }
        // A file without bytes gets no link: there is nothing to send.
        let isSent = plan.approach == .tus && plan.size > 0
        let place = isSent ? addUpload(.version(uri, of: video), size: plan.size, at: "files") : nil
        let description: JSONValue = [
            "status": "in_progress", "upload_link": JSONValue(place), "form": .null, "complete_uri": .null,
            "approach": .string(plan.approach.rawValue), "size": .integer(plan.size), "redirect_url": .null,
            "link": plan.link.map { .string($0) } ?? .null, "gcs_uid": .null,
        ]
        let isFirst = members("\(video)/versions").isEmpty
        insert(Self.version(uri, filename: filename, upload: description, size: plan.size, isActive: isFirst, at: now))
        if isFirst { update(video, now: now) { $0.fields["upload"] = description } }
        // Nothing may leave the machine, so what is not on it counts as there at once.
        if plan.approach == .pull, pull == nil { fileArrived(for: uri, of: video, now: now) }
        return uri
    }

    /// Adds a place for at most `size` bytes and returns its path on the upload origin.
    mutating func addUpload(_ purpose: Upload.Purpose, size: Int64, at place: String) -> String {
        let upload = Upload(id: Self.randomHex(32), purpose: purpose, size: size)
        set(upload, upload.id)
        return "/\(place)/\(upload.id)"
    }

    mutating func discardUploads(for target: String) {
        for upload in uploads.values where upload.target == target {
            set(nil as Upload?, upload.id)
            discarded.append(upload.id)
        }
    }

    /// Begins the transcode of a version that has all its bytes.
    mutating func fileArrived(for version: String, of video: String, now: Instant) {
        guard let before = resources[version] else { return }
        var upload = before.fields["upload"]?.object ?? [:]
        upload["status"] = "complete"
        upload["upload_link"] = .null
        update(version, now: now) { $0.fields["upload"] = .object(upload) }
        if before.fields["active"] == true {
            update(video, now: now) { video in
                video.fields["upload"] = .object(upload)
                video.fields["status"] = "transcoding"
            }
        }
        transcodes.append(Transcode(version: version, video: video, end: now + options.transcodeTime))
    }

    /// Lets everything happen that is due at `now`.
    mutating func advance(to now: Instant) {
        self.now = now
        // The time makes the same of the same store, each time.
        let notes = notesChanges
        notesChanges = false
        defer { notesChanges = notes }
        while let transcode = transcodes.first, transcode.end <= now {
            transcodes.removeFirst()
            guard resources[transcode.version] != nil else { continue }
            update(transcode.version, now: transcode.end) { version in
                version.fields["transcode"] = ["status": "complete"]
                // Some duration that grows with the file: as if it had 8 Mbit in a second.
                version.fields["duration"] = .integer(max(1, (version.fields["filesize"]?.integer ?? 0) / 1_000_000))
            }
            makeCurrent(transcode.version, of: transcode.video, now: transcode.end)
        }
    }

    /// Creates a place for the file of a pull; returns the number of its file; nil if the version is gone.
    mutating func beginPull(_ pull: Pull) -> String? {
        guard resources[pull.version] != nil else { return nil }
        let id = Self.randomHex(32)
        setProgress(
            Upload(
                id: id,
                purpose: .version(pull.version, of: pull.video),
                size: UploadPlan.maximumSize,
                // Nobody else may write there.
                lease: 1
            )
        )
        return id
    }

    /// Ends a pull that brought `size` bytes, or nil if it failed.
    mutating func endPull(_ pull: Pull, _ id: String, size: Int64?, now: Instant) {
        let old = uploads[id]
        set(nil as Upload?, id)
        guard let version = resources[pull.version], let video = resources[pull.video], old != nil else { return }
        let announced = version.fields["filesize"]?.integer ?? 0
        let room = options.quota - used(by: owner(of: video)) + announced
        guard let size, size > 0, size <= room else {
            discarded.append(id)
            return fail(version, video, status: size ?? 0 > room ? "quota_exceeded" : "uploading_error", now)
        }
        var upload = Upload(id: id, purpose: .version(pull.version, of: pull.video), size: size)
        upload.offset = size
        upload.isComplete = true
        set(upload, id)
        update(pull.version, now: now) { $0.fields["filesize"] = .integer(size) }
        fileArrived(for: pull.version, of: pull.video, now: now)
    }

    private mutating func fail(_ version: Resource, _ video: Resource, status: String, _ now: Instant) {
        var upload = version.fields["upload"]?.object ?? [:]
        upload["status"] = "error"
        update(version.uri, now: now) { $0.fields["upload"] = .object(upload) }
        guard version.fields["active"] == true else { return }
        update(video.uri, now: now) { video in
            video.fields["upload"] = .object(upload)
            video.fields["status"] = .string(status)
        }
    }
}
