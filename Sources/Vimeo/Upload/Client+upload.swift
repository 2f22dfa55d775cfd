extension Client {
    /// Uploads a file as a new video.
    ///
    /// As ``upload(_:fields:options:progress:)`` with ``UploadSource/file(_:)``.
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
    /// Sent by tus 1.0.0; interruptions are survived from the server's own offset. With a journal, the same call for an
    /// unchanged file goes on with the video of an earlier one that did not end, in this or another process; it gets
    /// the fields of this one. If the server loses the upload, a new video is made, once, and `onNotice` hears of it. A
    /// process that is killed in the instant between Vimeo's answer and the journal's entry leaves an empty video behind, and
    /// one that is killed between the end of the upload and its return makes a second one when it is called again.
    ///
    /// - Parameters:
    ///   - source: what to send.
    ///   - fields: the video's own fields (`name`, `privacy`, …). `upload.approach` can only be `tus`.
    ///   - options: how to send.
    ///   - progress: called for every piece and every confirmation; it must not block.
    /// - Returns: the video's URI.
    /// - Throws: `file` and `usage` before any request, `upload` with code `locked` if the same file is being sent already,
    ///   the API's own refusal, `upload` if the transfer cannot go on.
    public func upload(
        _ source: UploadSource,
        fields: JSONObject = [:],
        options: UploadOptions = UploadOptions(),
        progress: @escaping @Sendable (UploadProgress) -> Void = { _ in }
    ) async throws(VimeoError) -> String {
        let source = try source.open()
        let body = try Self.creation(fields, size: source.size).encoded()
        let request = Request(
            .post,
            "/me/videos",
            query: [.init("fields", .list([.string("uri"), .string("upload")]))],
            body: .json(body),
            timeout: options.timeout
        )
        return try await transfer(source, .video, UploadFields(fields), options: options, progress: progress) {
            () async throws(VimeoError) in
            let response = try await send(request)
            let answer = try Self.accepted(response)
            guard let uri = answer["uri"]?.string, uri.hasPrefix("/") else { throw Self.lacking("URI", response) }
            return MadeUpload(uri: uri, object: uri, link: try Self.link(answer, response))
        }
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
    ///   - videoURI: such as `/videos/1`.
    ///   - fields: fields of the version; `file_name` is the source's own name unless given.
    /// - Returns: the video's URI. The new version shows once it is transcoded.
    public func replace(
        videoURI: String,
        with source: UploadSource,
        fields: JSONObject = [:],
        options: UploadOptions = UploadOptions(),
        progress: @escaping @Sendable (UploadProgress) -> Void = { _ in }
    ) async throws(VimeoError) -> String {
        let uri = try ResourceURI.video(videoURI, api: root.origin)
        let source = try source.open()
        var fields = fields
        if fields["file_name"] == nil { fields["file_name"] = .string(source.name) }
        let request = Request(
            .post,
            "\(uri)/versions",
            query: [.init("fields", .list([.string("uri"), .string("upload")]))],
            body: .json(try Self.creation(fields, size: source.size).encoded()),
            timeout: options.timeout
        )
        return try await transfer(
            source,
            .version(of: uri),
            UploadFields(fields),
            options: options,
            progress: progress
        ) { () async throws(VimeoError) in
            let response = try await send(request)
            let answer = try Self.accepted(response)
            // A URI that is no version's is of no use: what it names might be deleted.
            let version = answer["uri"]?.string.flatMap { $0.hasPrefix("\(uri)/versions/") ? $0 : nil }
            return MadeUpload(uri: uri, object: version, link: try Self.link(answer, response))
        }
    }

    /// The body that makes an upload: the caller's fields, and what tus needs.
    private static func creation(_ fields: JSONObject, size: Int64) throws(VimeoError) -> JSONValue {
        var upload: JSONObject = [:]
        if let given = fields["upload"] {
            guard case .object(let members) = given else {
                throw VimeoError(.usage, "the field upload must be an object", hint: "leave it out")
            }
            if let approach = members["approach"], approach != .string("tus") {
                throw VimeoError(
                    .usage,
                    "a file is uploaded with the approach tus only",
                    hint: "leave upload.approach out; a link is fetched with vimeo.pull"
                )
            }
            upload = members
        }
        upload["approach"] = .string("tus")
        upload["size"] = .integer(size)
        var fields = fields
        fields["upload"] = .object(upload)
        return .object(fields)
    }

    /// The JSON of an answer with any 2xx status; both 200 and 201 occur.
    static func accepted(_ response: Response) throws(VimeoError) -> JSONValue {
        guard response.ok else { throw response.describedError() }
        guard let json = JSONValue(json: response.body) else { throw lacking("JSON", response) }
        return json
    }

    static func lacking(_ what: String, _ response: Response) -> VimeoError {
        VimeoError(
            .upload,
            code: .badProtocol,
            "\(response.method.rawValue) \(response.safeURL): \(response.status), but the answer has no \(what) in it",
            hint: "check the API root, or try again",
            of: response.describedError()
        )
    }

    private static func link(_ answer: JSONValue, _ response: Response) throws(VimeoError) -> Address {
        guard let link = answer["upload"]?["upload_link"]?.string else { throw lacking("upload link", response) }
        return try secretLink(link)
    }

    /// A link that Vimeo gave for raw bytes: https, or this machine.
    static func secretLink(_ text: String) throws(VimeoError) -> Address {
        let address: Address
        do {
            address = try Address(absolute: text, what: "upload link")
        } catch {
            throw VimeoError(.upload, code: .badLink, error.message, hint: "try again")
        }
        guard address.origin.isPrivate else {
            throw VimeoError(
                .upload,
                code: .badLink,
                "the upload link goes to \(address.origin) over plain http",
                hint: "nothing was sent; check the API root"
            )
        }
        return address
    }
}
