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
        let file = try source.open()
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
}
