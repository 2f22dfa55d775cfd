extension Client {
    /// Uploads an image as a picture of a video, user, showcase or the like.
    ///
    /// - Parameters:
    ///   - target: the URI of the owner (`/videos/1`, `/me`, `/users/1/albums/2`), or of its pictures.
    ///   - path: the image; it is streamed from disk to the link Vimeo gives, without the token.
    ///   - activate: whether the picture is put in use.
    ///   - progress: called for every piece and at the end; it must not block.
    /// - Returns: the answer that holds the picture.
    public func uploadPicture(
        target: String,
        file path: String,
        activate: Bool = false,
        timeout: Double? = nil,
        progress: @escaping @Sendable (UploadProgress) -> Void = { _ in }
    ) async throws(VimeoError) -> Response {
        let segments = try ResourceURI.segments(target)
        let file = try SourceFile(path)
        let owner = "/\(segments.joined(separator: "/"))"
        let pictures = segments.last == "pictures" ? owner : try await picturesURI(of: owner, timeout: timeout)
        var creation = Request(
            .post,
            pictures,
            query: [.init("fields", .list([.string("uri"), .string("link")]))],
            timeout: timeout
        )
        // Pictures are often unavailable for a moment; nothing was made then.
        creation.isUnavailableHarmless = true
        let made = try await send(creation)
        let answer = try Self.accepted(made)
        guard let uri = answer["uri"]?.string, uri.hasPrefix("/") else { throw Self.lacking("URI", made) }
        guard let link = answer["link"]?.string else { throw Self.lacking("link", made) }
        try await put(file, to: try Self.secretLink(link), timeout: timeout, progress: progress)
        if activate {
            let body = try JSONValue.object(["active": .boolean(true)]).encoded()
            let response = try await send(Request(.patch, uri, body: .json(body), timeout: timeout))
            if let error = response.apiError() { throw error }
            if response.ok, JSONValue(json: response.body)?["uri"] != nil { return response }
        }
        let response = try await send(Request(.get, uri, timeout: timeout))
        if let error = response.apiError() { throw error }
        return response
    }

    private func picturesURI(of owner: String, timeout: Double?) async throws(VimeoError) -> String {
        let field = QueryValue.string("metadata.connections.pictures.uri")
        let response = try await send(Request(.get, owner, query: [.init("fields", field)], timeout: timeout))
        let answer = try Self.accepted(response)
        guard let uri = answer["metadata"]?["connections"]?["pictures"]?["uri"]?.string, uri.hasPrefix("/") else {
            throw Self.lacking("pictures URI", response)
        }
        return uri
    }

    private func put(
        _ file: SourceFile,
        to link: Address,
        timeout: Double?,
        progress: @escaping @Sendable (UploadProgress) -> Void
    ) async throws(VimeoError) {
        var request = Request(.put, link.description, timeout: timeout)
        request.signing = .secretLink
        let total = file.size
        request.file = FileSlice(file: file, offset: 0, length: total) { sent in
            progress(UploadProgress(sent: sent, confirmed: 0, total: total))
        }
        let response = try await send(request)
        guard response.ok else { throw TusUpload.upload(response.describedError()) }
        try file.checkUnchanged()
        progress(UploadProgress(sent: total, confirmed: total, total: total))
    }
}
