extension Client {
    /// Uploads an image as a picture of a video, user, showcase or the like.
    ///
    ///     let picture = try await client.uploadPicture(target: "/videos/1", .file("cover.png"), activate: true)
    ///
    /// - Parameters:
    ///   - target: the URI of the owner (`/videos/1`, `/me`, `/users/1/albums/2`), or of its pictures.
    ///   - source: the image; a file is streamed from disk to the link Vimeo gives, without the token.
    ///   - activate: whether the picture is put in use.
    ///   - timeout: seconds without progress after which a request fails; nil means the client's own limit.
    ///   - progress: called for every piece and at the end; it must not block.
    /// - Returns: the answer that holds the picture.
    public func uploadPicture(
        target: String,
        _ source: UploadSource,
        activate: Bool = false,
        timeout: Double? = nil,
        progress: @escaping @Sendable (UploadProgress) -> Void = { _ in }
    ) async throws(VimeoError) -> Response {
        let segments = try ResourceURI.segments(target, api: root.origin)
        let file = try source.open(configuration.files)
        try await file.prepare(0..<file.size)
        try await ImageFormat.check(file, source.place)
        let upload = ObjectUpload(client: self, kind: .picture, source: file, isActivated: activate, timeout: timeout) {
            sent,
            confirmed,
            _ in
            progress(UploadProgress(sent: sent, confirmed: confirmed, total: file.size))
        }
        return try await upload.perform { () async throws(VimeoError) in
            var creation = Request(
                .post,
                try await pictures(segments, timeout: timeout),
                query: [.init("fields", .list([.string("uri"), .string("link")]))],
                timeout: timeout
            )
            // Pictures are often unavailable for a moment; nothing was created then.
            creation.isUnavailableHarmless = true
            return creation
        }
    }

    /// The URI of the pictures that belong to a URI, which may name them or their owner.
    func pictures(_ segments: [Substring], timeout: Double?) async throws(VimeoError) -> String {
        let owner = "/\(segments.joined(separator: "/"))"
        if segments.last == "pictures" { return owner }
        let field = QueryValue.string("metadata.connections.pictures.uri")
        let response = try await send(Request(.get, owner, query: [.init("fields", field)], timeout: timeout))
        let answer = try response.accepted()
        return try response.uri(in: answer["metadata"]?["connections"]?["pictures"]?["uri"], of: "pictures ")
    }

    /// Creates a picture of a video from one of its own frames.
    ///
    /// - Parameters:
    ///   - target: the URI of the video, or of its pictures.
    ///   - seconds: where in the video the frame is.
    ///   - activate: whether the picture is put in use.
    ///   - timeout: seconds without progress after which a request fails; nil means the client's own limit.
    /// - Returns: the answer that holds the picture.
    /// - Throws: `api` with code `no_frame` if the video has no frames yet.
    public func grabPicture(
        target: String,
        seconds: Double,
        activate: Bool = false,
        timeout: Double? = nil
    ) async throws(VimeoError) -> Response {
        let segments = try ResourceURI.segments(target, api: root.origin)
        guard seconds.isFinite, seconds >= 0 else {
            throw VimeoError(
                .usage,
                "the time must be a number of seconds from the start",
                hint: "0 is the first frame"
            )
        }
        let time = Int64(exactly: seconds).map { JSONValue.integer($0) } ?? .number(seconds)
        let body = JSONValue.object(["time": time, "active": .boolean(activate)])
        var request = Request(
            .post,
            try await pictures(segments, timeout: timeout),
            body: .json(try body.encoded()),
            timeout: timeout
        )
        // Pictures are often unavailable for a moment; nothing was created then.
        request.isUnavailableHarmless = true
        let response = try await send(request)
        guard var error = response.apiError() else { return response }
        if response.status == 503 {
            error.code = .noFrame
            error.hint = "the video may have no frames yet: wait until it is transcoded, then retry"
        }
        throw error
    }
}
