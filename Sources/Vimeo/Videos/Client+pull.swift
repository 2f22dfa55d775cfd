extension Client {
    /// Makes a video of a file that Vimeo fetches from a link.
    ///
    /// - Parameters:
    ///   - link: an absolute URL that Vimeo can reach; it should answer for a day, with its size.
    ///   - fields: the video's own fields. `upload.approach` can only be `pull`.
    ///   - size: the size of the file in bytes, if it is known.
    /// - Returns: the video's URI; the transfer goes on at Vimeo.
    public func pull(
        link: String,
        fields: JSONObject = [:],
        size: Int64? = nil,
        timeout: Double? = nil
    ) async throws(VimeoError) -> String {
        let address = try Address(absolute: link, what: "link")
        guard !address.origin.isLoopback || root.origin.isLoopback else {
            throw Address.unusable("link", "names this machine", hint: "Vimeo fetches it itself and cannot get there")
        }
        guard size ?? 1 > 0 else {
            throw VimeoError(.usage, "the size must be at least 1 byte", hint: "leave it out if it is not known")
        }
        var upload: JSONObject = [:]
        if let given = fields["upload"] {
            guard case .object(let members) = given, members["approach"] ?? .string("pull") == .string("pull") else {
                throw VimeoError(
                    .usage,
                    "the field upload must be an object whose approach is pull",
                    hint: "leave it out"
                )
            }
            upload = members
        }
        upload["approach"] = .string("pull")
        upload["link"] = .string(link)
        if let size { upload["size"] = .integer(size) }
        var body = fields
        body["upload"] = .object(upload)
        let response = try await send(
            Request(
                .post,
                "/me/videos",
                query: [.init("fields", .string("uri"))],
                body: .json(try JSONValue.object(body).encoded()),
                timeout: timeout
            )
        )
        guard let uri = try Self.accepted(response)["uri"]?.string, uri.hasPrefix("/") else {
            throw Self.lacking("URI", response)
        }
        return uri
    }
}
