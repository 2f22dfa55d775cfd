import JSONCore

extension Store {
    /// Creates a place for the file of a pull.
    ///
    /// - Returns: the number of its file; nil if the version is gone.
    mutating func beginPull(_ pull: Pull) -> String? {
        guard resources[pull.version] != nil else { return nil }
        let id = Self.randomHex(32)
        uploads[id] = Upload(
            id: id,
            purpose: .version(pull.version, of: pull.video),
            size: UploadPlan.maximumSize,
            // Nobody else may write there.
            lease: 1
        )
        return id
    }

    /// Ends a pull that brought `size` bytes, or nil if it failed.
    mutating func endPull(_ pull: Pull, _ id: String, size: Int64?, now: Instant) {
        let old = uploads[id]
        uploads[id] = nil
        guard let version = resources[pull.version], let video = resources[pull.video], old != nil else { return }
        let announced = version.fields["filesize"]?.integer ?? 0
        let room = options.quota - used(by: owner(of: video)) + announced
        guard let size, size > 0, size <= room else {
            discarded.append(id)
            return fail(pull, version, video, status: size ?? 0 > room ? "quota_exceeded" : "uploading_error", now)
        }
        var upload = Upload(id: id, purpose: .version(pull.version, of: pull.video), size: size)
        upload.offset = size
        upload.isComplete = true
        uploads[id] = upload
        update(pull.version, in: "\(pull.video)/versions", now: now) { $0.fields["filesize"] = .integer(size) }
        fileArrived(for: pull.version, of: pull.video, now: now)
    }

    private mutating func fail(_ pull: Pull, _ version: Resource, _ video: Resource, status: String, _ now: Instant) {
        var upload = version.fields["upload"]?.object ?? [:]
        upload["status"] = "error"
        update(version.uri, in: "\(pull.video)/versions", now: now) { $0.fields["upload"] = .object(upload) }
        guard version.fields["active"] == true else { return }
        update(video.uri, in: home(of: video), now: now) { video in
            video.fields["upload"] = .object(upload)
            video.fields["status"] = .string(status)
        }
    }
}
