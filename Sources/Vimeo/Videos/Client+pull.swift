extension Client {
    /// Creates a video from a file that Vimeo fetches from a link.
    ///
    ///     let uri = try await client.pull(link: "https://example.com/talk.mp4")
    ///
    /// - Parameters:
    ///   - link: an absolute URL that Vimeo can reach; it should work for a day, and its answer name the size.
    ///   - fields: the video's own fields. `upload.approach` can only be `pull`.
    ///   - size: the size of the file in bytes, if it is known.
    ///   - owner: the URI of the user in whose account the video is created; nil means the token's user.
    ///   - timeout: seconds without progress after which the request fails; nil means the client's own limit.
    /// - Returns: the video's URI; Vimeo transfers the file after that.
    public func pull(
        link: String,
        fields: JSONObject = [:],
        size: Int64? = nil,
        owner: String? = nil,
        timeout: Double? = nil
    ) async throws(VimeoError) -> String {
        let address = try Address(absolute: link, what: "link")
        guard !address.origin.isLoopback || root.origin.isLoopback else {
            throw Address.unusable("link", "names this machine", hint: "Vimeo fetches it itself and cannot get there")
        }
        guard size ?? 1 > 0 else {
            throw VimeoError(.usage, "the size must be at least 1 byte", hint: "leave it out if it is not known")
        }
        var upload: JSONObject = ["link": .string(link)]
        if let size { upload["size"] = .integer(size) }
        let request = Request(
            .post,
            UploadPurpose.video(owner: try owner.map(self.owner)).collection,
            query: [.init("fields", .string("uri"))],
            body: .json(try UploadFields(fields, approach: .pull).creation(adding: upload)),
            timeout: timeout
        )
        let response = try await send(request)
        return try response.uri(in: try response.accepted()["uri"])
    }
}
