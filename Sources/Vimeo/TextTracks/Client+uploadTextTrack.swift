extension Client {
    /// Uploads a text track of a video.
    ///
    ///     let track = try await client.uploadTextTrack(
    ///         videoURI: "/videos/1", type: "captions", language: "en", .file("talk.vtt"), active: true)
    ///
    /// - Parameters:
    ///   - videoURI: such as `/videos/1`.
    ///   - type: `captions`, `chapters`, `descriptions`, `metadata` or `subtitles`.
    ///   - language: such as `en`, `pt-BR` or `zh-Hant`.
    ///   - source: WebVTT, or SubRip, which is converted; UTF-8, at most 16 MiB.
    ///   - name: what viewers see; default: the file's name.
    ///   - active: whether it is shown, in place of another one of the same language and type.
    ///   - timeout: seconds without progress after which a request fails; nil means the client's own limit.
    /// - Returns: the answer that holds the text track.
    /// - Throws: `usage` and `file` before any request, the API's own refusal, `upload` if the transfer fails.
    public func uploadTextTrack(
        videoURI: String,
        type: String,
        language: String,
        _ source: UploadSource,
        name: String? = nil,
        active: Bool = false,
        timeout: Double? = nil
    ) async throws(VimeoError) -> Response {
        let video = try ResourceURI.video(videoURI, api: root.origin)
        let type = try TextTrackType(named: type)
        let language = try LanguageTag(language)
        let file = try await CaptionFile(source, configuration.files)
        let name = name.flatMap { $0.isEmpty ? nil : $0 } ?? file.name
        let body = JSONValue.object([
            "type": .string(type.rawValue), "language": .string(language.text), "name": .string(name),
        ])
        let creation = Request(
            .post,
            "\(video)/texttracks",
            query: [.init("fields", .list([.string("uri"), .string("link")]))],
            body: .json(try body.encoded()),
            timeout: timeout
        )
        let upload = ObjectUpload(
            client: self,
            kind: .texttrack,
            source: try BytesSource(file.bytes, name: file.name),
            contentType: "text/vtt",
            isActivated: active,
            timeout: timeout
        )
        return try await upload.perform { () async throws(VimeoError) in creation }
    }
}
