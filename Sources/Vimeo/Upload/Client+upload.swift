extension Client {
    /// Uploads a file as a new video; as ``upload(_:fields:options:progress:)`` with ``UploadSource/file(_:)``.
    public func upload(
        file path: String,
        fields: JSONObject = [:],
        options: UploadOptions = UploadOptions(),
        progress: @escaping @Sendable (UploadProgress) -> Void = { _ in }
    ) async throws(VimeoError) -> String {
        try await upload(.file(path), fields: fields, options: options, progress: progress)
    }

    /// Uploads a file, or other bytes, as a new video.
    ///
    ///     let uri = try await client.upload(.file("talk.mp4"), fields: ["name": .string("My talk")])
    ///
    /// Sent by tus 1.0.0; after an interruption it continues from the server's own offset. With a journal, the same call
    /// for an unchanged file resumes an earlier call that did not finish, in this or another process, also with another
    /// token of the same account; the video gets the fields of this call. If the server loses the upload, a new video is
    /// created, once, and `onNotice` is called. A process that is killed before Vimeo's answer is in the journal leaves
    /// an empty video behind, which a notice of the next call names.
    ///
    /// - Parameters:
    ///   - source: what to send.
    ///   - fields: the video's own fields (`name`, `privacy`, …). `upload.approach` can only be `tus`.
    ///   - options: how to send.
    ///   - progress: called for every piece and every confirmation; it must not block.
    /// - Returns: the video's URI.
    /// - Throws: `file` and `usage` before any request, `upload` with code `locked` if the same file is already being sent,
    ///   the API's own refusal, `upload` if the transfer fails.
    public func upload(
        _ source: UploadSource,
        fields: JSONObject = [:],
        options: UploadOptions = UploadOptions(),
        progress: @escaping @Sendable (UploadProgress) -> Void = { _ in }
    ) async throws(VimeoError) -> String {
        let purpose = UploadPurpose.video(owner: try options.owner.map(owner))
        return try await Upload(
            self,
            try source.open(configuration.files),
            purpose,
            fields,
            options,
            progress: progress
        ).perform()
    }

    /// Puts another file in place of a video's source, as a new version.
    ///
    /// As ``replace(videoURI:with:fields:options:progress:)`` with ``UploadSource/file(_:)``.
    public func replace(
        videoURI: String,
        file path: String,
        fields: JSONObject = [:],
        options: UploadOptions = UploadOptions(),
        progress: @escaping @Sendable (UploadProgress) -> Void = { _ in }
    ) async throws(VimeoError) -> String {
        try await replace(videoURI: videoURI, with: .file(path), fields: fields, options: options, progress: progress)
    }

    /// Puts a file, or other bytes, in place of a video's source, as a new version.
    ///
    /// - Parameters:
    ///   - videoURI: the video's URI or address, such as `/videos/1`.
    ///   - source: what to send.
    ///   - fields: fields of the version; `file_name` is the source's own name unless given.
    ///   - options: how to send; `owner` cannot be set.
    ///   - progress: called for every piece and every confirmation; it must not block.
    /// - Returns: the video's URI. The new version shows once it is transcoded.
    /// - Throws: as ``upload(_:fields:options:progress:)``; `usage` with code `bad_uri` if `videoURI` does not name a video.
    public func replace(
        videoURI: String,
        with source: UploadSource,
        fields: JSONObject = [:],
        options: UploadOptions = UploadOptions(),
        progress: @escaping @Sendable (UploadProgress) -> Void = { _ in }
    ) async throws(VimeoError) -> String {
        let uri = try ResourceURI.video(videoURI, api: root.origin)
        guard options.owner == nil else {
            throw VimeoError(.usage, "a new version belongs to the owner of its video", hint: "leave owner out")
        }
        let source = try source.open(configuration.files)
        var fields = fields
        if fields["file_name"] == nil { fields["file_name"] = .string(source.name) }
        return try await Upload(self, source, .version(of: uri), fields, options, progress: progress).perform()
    }

    /// The URI of a user, checked.
    func owner(_ text: String) throws(VimeoError) -> String {
        let segments = try ResourceURI.segments(text, api: root.origin)
        guard segments.count == 2, segments[0] == "users" else {
            throw VimeoError(
                .usage,
                code: .badURI,
                "'\(PlainText.oneLine(text))' is not the URI of a user",
                hint: "the owner of an upload looks like /users/123"
            )
        }
        return "/users/\(segments[1])"
    }
}
