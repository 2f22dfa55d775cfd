extension Client {
    /// Uploads an image as a picture of a video, user, showcase or the like.
    ///
    /// - Parameters:
    ///   - target: the URI of the owner (`/videos/1`, `/me`, `/users/1/albums/2`), or of its pictures.
    ///   - source: the image; a file is streamed from disk to the link Vimeo gives, without the token.
    ///   - activate: whether the picture is put in use.
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
        let report = TransferReport(
            .picture,
            file,
            confirmed: 0,
            configuration: configuration,
            progress: progress
        )
        return try await report.watch { () async throws(VimeoError) in
            var creation = Request(
                .post,
                try await pictures(segments, timeout: timeout),
                query: [.init("fields", .list([.string("uri"), .string("link")]))],
                timeout: timeout
            )
            // Pictures are often unavailable for a moment; nothing was made then.
            creation.isUnavailableHarmless = true
            let made = try await make(creation)
            do throws(VimeoError) {
                try await put(file, to: made.link, timeout: timeout, report)
            } catch {
                throw error.leaving(made.uri)
            }
            return try await activated(made.uri, activate, timeout: timeout)
        }
    }

    /// The URI of the pictures that belong to a URI, which may name them or their owner.
    func pictures(_ segments: [Substring], timeout: Double?) async throws(VimeoError) -> String {
        let owner = "/\(segments.joined(separator: "/"))"
        if segments.last == "pictures" { return owner }
        let field = QueryValue.string("metadata.connections.pictures.uri")
        let response = try await send(Request(.get, owner, query: [.init("fields", field)], timeout: timeout))
        let answer = try Self.accepted(response)
        guard let uri = answer["metadata"]?["connections"]?["pictures"]?["uri"]?.string, uri.hasPrefix("/") else {
            throw Self.lacking("pictures URI", response)
        }
        return uri
    }

    private func put(
        _ file: any ByteSource,
        to link: Address,
        timeout: Double?,
        _ report: TransferReport
    ) async throws(VimeoError) {
        var request = Request(.put, link.description, timeout: timeout)
        request.signing = .secretLink
        let attempt = report.attempt(from: 0)
        request.file = FileSlice(file: file, offset: 0, length: file.size) { sent in
            report.given(sent, in: attempt)
        }
        let response = try await send(request)
        guard response.ok else { throw TusUpload.upload(response.describedError()) }
        try file.checkUnchanged()
        _ = report.finish()
        report.confirmed(file.size)
    }
}
