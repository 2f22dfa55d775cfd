internal import LuaKit
internal import Platform
internal import Vimeo

extension VimeoTable {
    private static let source = Parameter.required(
        "filename",
        .source,
        "the file to send, or {data = string, function or file, size =, name =}"
    )
    private static let upgrade = Parameter.optional("upgrade_to_1080", .flag, "no longer has an effect")
    private static let options: [any ParameterDeclaration] = [
        MoverOptions.chunkSize, MoverOptions.resume, MoverOptions.retries, RequestOptions.timeout, MoverOptions.limit,
        MoverOptions.wait, MoverOptions.onProgress, upgrade,
    ]
    private static let trackName = Parameter.optional("name", .text, "what viewers see; the file's name by default")
    private static let active = Parameter.optional(
        "active",
        .flag,
        default: false,
        "show it, in place of another one of its language and type"
    )
    private static let errors = ["file", "upload", "api", "auth", "network", "timeout", "cancelled", "usage"]
    /// For larger files the quota is checked first: 1 GiB.
    private static let largeSize: Int64 = 1 << 30

    func addUploads(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.upload",
            permission: .write,
            taking(Self.source, Self.fields),
            options: Self.options + [MoverOptions.owner],
            results: "uri",
            text: "Uploads a video and returns its URI; the same call resumes an upload that was interrupted.",
            errors: Self.errors,
            example: "vimeo.upload(\"talk.mp4\", {name = \"My talk\"})"
        ) { [self] arguments, source, fields in
            try send(source, arguments) { client, source, options, progress in
                try await client.upload(source, fields: fields ?? [:], options: options, progress: progress)
            }
        }

        functions.add(
            "vimeo.replace",
            permission: .write,
            taking(Self.video, Self.source, .optional("fields", .object, "fields of the new version")),
            options: Self.options,
            results: "uri",
            text: "Replaces a video's source by another file, which is shown once it is transcoded.",
            errors: Self.errors,
            example: "vimeo.replace{video_uri = \"/videos/1\", filename = \"talk-2.mp4\"}"
        ) { [self] arguments, uri, source, fields in
            var version = fields ?? [:]
            if version["upgrade_to_1080"] != nil { warnAboutUpgrade() }
            version["upgrade_to_1080"] = nil
            return try send(source, arguments) { [version] client, source, options, progress in
                try await client.replace(
                    videoURI: uri,
                    with: source,
                    fields: version,
                    options: options,
                    progress: progress
                )
            }
        }

        functions.add(
            "vimeo.upload_picture",
            permission: .write,
            taking(
                .required("target", .resource, "a video, user or showcase, or the URI of its pictures"),
                .required("filename", .source, "the image to send, or {data = …} as for vimeo.upload")
            ),
            options: [Self.activate, RequestOptions.timeout, MoverOptions.onProgress],
            flag: true,
            results: "picture",
            text: "Uploads an image as a picture of a video, a user or a showcase.",
            errors: Self.errors,
            example: "vimeo.upload_picture(\"/videos/1\", \"cover.png\", true)"
        ) { [self] arguments, target, image in
            let activate = try arguments.option(Self.activate)
            let timeout = try arguments.option(RequestOptions.timeout)
            return try move(arguments, sending: image) { client, report in
                let source = image.source { report(.wantsPiece($0)) }
                return try await client.uploadPicture(target: target, source, activate: activate, timeout: timeout) {
                    report(.progress(sent: $0.sent, total: $0.total))
                }
            } push: {
                try $1.push(json: $0.body)
            }
        }

        functions.add(
            "vimeo.upload_texttrack",
            permission: .write,
            taking(
                Self.video,
                .required(
                    "track_type",
                    .text(suggesting: TextTrackType.allCases.map(\.rawValue)),
                    "what the text is for"
                ),
                .required("language", .text, "such as en, pt-BR or zh-Hant"),
                .required("filename", .source, "WebVTT, or SubRip (.srt), which is converted; a file or {data = …}")
            ),
            options: [Self.trackName, Self.active, RequestOptions.timeout],
            results: "texttrack",
            text: "Uploads captions, subtitles or another text track of a video.",
            errors: Self.errors,
            example: "vimeo.upload_texttrack(\"/videos/1\", \"captions\", \"en\", \"captions.vtt\", {active = true})"
        ) { [self] arguments, uri, type, language, track in
            let name = try arguments.option(Self.trackName)
            let active = try arguments.option(Self.active)
            let timeout = try arguments.option(RequestOptions.timeout)
            return try move(arguments, sending: track) { client, report in
                try await client.uploadTextTrack(
                    videoURI: uri,
                    type: type,
                    language: language,
                    track.source { report(.wantsPiece($0)) },
                    name: name,
                    active: active,
                    timeout: timeout
                )
            } push: {
                try $1.push(json: $0.body)
            }
        }
    }

    /// Sends a source by `work`, and waits for the transcode if the script wants it.
    private func send(
        _ source: UploadSourceArgument,
        _ arguments: Arguments,
        _ work:
            @escaping @Sendable (Client, UploadSource, UploadOptions, @escaping @Sendable (UploadProgress) -> Void)
            async throws -> String
    ) throws -> LuaReply {
        if try arguments.option(Self.upgrade) == true { warnAboutUpgrade() }
        let options = try UploadOptions(arguments)
        let waits = try arguments.option(MoverOptions.wait)
        return try move(arguments, sending: source) { [warn] client, report in
            let source = source.source { report(.wantsPiece($0)) }
            var options = options
            // The token's user is asked about, whose account another owner's upload does not take from.
            if case .file(let path) = source, options.owner == nil {
                options.onCreate = { await Self.checkQuota(for: path, of: $0, client, warn) }
            }
            // A script that fails in its last report did not get the URI: its next call must find the upload.
            options.onComplete = { uri in
                _ = try await LuaTurn.take { report(.catchesUp($0)) }
                if waits { _ = try await client.waitForTranscode(videoURI: uri) }
            }
            return try await work(client, source, options) { report(.progress(sent: $0.sent, total: $0.total)) }
        } push: {
            $1.push($0)
        }
    }

    /// Warns, before an upload of a large file is created, that the account has no room for it.
    private static func checkQuota(
        for path: String,
        of size: Int64,
        _ client: Client,
        _ warn: (String) -> Void
    ) async {
        guard size > largeSize else { return }
        // An error is reported when the upload begins.
        guard let quota = try? await client.quota() else { return }
        if let text = UploadQuota(quota).warning(for: size) { warn("\(path): \(text)") }
    }

    private func warnAboutUpgrade() {
        warnOnce("upgrade_to_1080 no longer has an effect: Vimeo transcodes to every size by itself")
    }
}
