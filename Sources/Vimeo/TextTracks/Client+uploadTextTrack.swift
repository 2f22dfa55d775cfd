extension Client {
    /// Uploads a text track of a video.
    ///
    /// - Parameters:
    ///   - videoURI: such as `/videos/1`.
    ///   - type: `captions`, `chapters`, `descriptions`, `metadata` or `subtitles`.
    ///   - language: such as `en`, `pt-BR` or `zh-Hant`.
    ///   - source: WebVTT, or SubRip, which is turned into it; UTF-8, at most 16 MiB.
    ///   - name: what people see; default: the file's name.
    ///   - active: whether it is shown, in place of another one of the same language and type.
    /// - Returns: the answer that holds the text track.
    /// - Throws: `usage` and `file` before any request, the API's own refusal, `upload` if the bytes do not get through.
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
        let file = try await CaptionFile(source)
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
        let report = TransferReport(
            .texttrack,
            try BytesSource(file.bytes, name: file.name),
            confirmed: 0,
            configuration: configuration,
            progress: { _ in }
        )
        return try await report.watch { () async throws(VimeoError) in
            let made = try await make(creation)
            _ = report.attempt(from: 0)
            do throws(VimeoError) {
                try await put(file, to: made.link, timeout: timeout)
            } catch {
                throw error.leaving(made.uri)
            }
            report.confirmed(Int64(file.bytes.count))
            return try await activated(made.uri, active, timeout: timeout)
        }
    }

    private func put(_ file: CaptionFile, to link: Address, timeout: Double?) async throws(VimeoError) {
        var request = Request(
            .put,
            link.description,
            body: .raw(file.bytes, contentType: "text/vtt"),
            timeout: timeout
        )
        request.signing = .secretLink
        let response = try await send(request)
        guard response.ok else { throw TusUpload.upload(response.describedError()) }
    }
}
