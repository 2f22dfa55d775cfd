internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var uploadFunctions: [FunctionDescription] {
        [upload, replace, uploadPicture, uploadTextTrack]
    }

    private static let source = Parameter.required(
        "filename",
        .source,
        "the file to send, or {data = string, function or file, size =, name =}"
    )
    private static let fields = Parameter.optional(
        "fields",
        .object,
        "the video's own fields, such as name, description, privacy"
    )
    private static let upgrade = Parameter.optional("upgrade_to_1080", .flag, "no longer has an effect")
    private static let options: [any ParameterDeclaration] = [
        MoverOptions.chunkSize, MoverOptions.resume, MoverOptions.retries, RequestOptions.timeout, MoverOptions.limit,
        MoverOptions.wait, MoverOptions.onProgress, upgrade,
    ]
    private static let video = Parameter.required(
        "video_uri",
        .resource,
        "the video, such as /videos/1 or https://vimeo.com/1"
    )
    private static let versionFields = Parameter.optional("fields", .object, "fields of the new version")
    private static let pictureTarget = Parameter.required(
        "target",
        .resource,
        "a video, user or showcase, or the URI of its pictures"
    )
    private static let image = Parameter.required(
        "filename",
        .source,
        "the image to send, or {data = …} as for vimeo.upload"
    )
    private static let activate = Parameter.optional("activate", .flag, default: false, "put the picture in use")
    private static let trackType = Parameter.required(
        "track_type",
        .text(suggesting: ["captions", "chapters", "descriptions", "metadata", "subtitles"]),
        "what the text is for"
    )
    private static let language = Parameter.required("language", .text, "such as en, pt-BR or zh-Hant")
    private static let track = Parameter.required(
        "filename",
        .source,
        "WebVTT, or SubRip (.srt), which is converted; a file or {data = …}"
    )
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

    private var upload: FunctionDescription {
        FunctionDescription(
            name: "vimeo.upload",
            parameters: [
                Self.source, Self.fields,
                ParameterDescription.options(Self.options + [MoverOptions.owner], "how to send"),
            ],
            results: "uri",
            text:
                "Uploads a video and returns its URI; the same call resumes an upload that was interrupted.",
            errors: Self.errors,
            example: "vimeo.upload(\"talk.mp4\", {name = \"My talk\"})",
            permission: .write
        ) { [self] arguments in
            let fields = try arguments[Self.fields] ?? [:]
            return try send(arguments[Self.source], arguments) { client, source, options, progress in
                try await client.upload(source, fields: fields, options: options, progress: progress)
            }
        }
    }

    private var replace: FunctionDescription {
        FunctionDescription(
            name: "vimeo.replace",
            parameters: [
                Self.video, Self.source, Self.versionFields,
                ParameterDescription.options(Self.options, "how to send"), Self.upgrade,
            ],
            results: "uri",
            text: "Replaces a video's source by another file, which is shown once it is transcoded.",
            errors: Self.errors,
            example: "vimeo.replace{video_uri = \"/videos/1\", filename = \"talk-2.mp4\"}",
            permission: .write
        ) { [self] arguments in
            let uri = try arguments[Self.video]
            var fields = try arguments[Self.versionFields] ?? [:]
            if try arguments[Self.upgrade] != nil || fields["upgrade_to_1080"] != nil {
                fields["upgrade_to_1080"] = nil
                warnAboutUpgrade()
            }
            let version = fields
            return try send(arguments[Self.source], arguments) { client, source, options, progress in
                try await client.replace(
                    videoURI: uri,
                    with: source,
                    fields: version,
                    options: options,
                    progress: progress
                )
            }
        }
    }

    private var uploadPicture: FunctionDescription {
        FunctionDescription(
            name: "vimeo.upload_picture",
            parameters: [
                Self.pictureTarget,
                Self.image,
                ParameterDescription.options(
                    [Self.activate, RequestOptions.timeout, MoverOptions.onProgress],
                    "true stands for {activate = true}",
                    flag: true
                ),
            ],
            results: "picture",
            text: "Uploads an image as a picture of a video, a user or a showcase.",
            errors: Self.errors,
            example: "vimeo.upload_picture(\"/videos/1\", \"cover.png\", true)",
            permission: .write
        ) { [self] arguments in
            let target = try arguments[Self.pictureTarget]
            let source = try arguments[Self.image]
            let activate = try arguments.option(Self.activate)
            let settings = try MoverOptions(arguments)
            let seconds = settings.seconds
            let client = try client()
            return settings.run(sending: source) { report in
                let source = source.source { report(.wantsPiece($0)) }
                return try await client.uploadPicture(
                    target: target,
                    source,
                    activate: activate,
                    timeout: seconds
                ) {
                    report(.progress(sent: $0.sent, total: $0.total))
                }
            } deliver: {
                try $1.push(body: $0)
            }
        }
    }

    private var uploadTextTrack: FunctionDescription {
        FunctionDescription(
            name: "vimeo.upload_texttrack",
            parameters: [
                Self.video,
                Self.trackType,
                Self.language,
                Self.track,
                ParameterDescription.options(
                    [Self.trackName, Self.active, RequestOptions.timeout],
                    "what it is called and whether it is shown"
                ),
            ],
            results: "texttrack",
            text: "Uploads captions, subtitles or another text track of a video.",
            errors: Self.errors,
            example: "vimeo.upload_texttrack(\"/videos/1\", \"captions\", \"en\", \"captions.vtt\", {active = true})",
            permission: .write
        ) { [self] arguments in
            let uri = try arguments[Self.video]
            let type = try arguments[Self.trackType]
            let language = try arguments[Self.language]
            let source = try arguments[Self.track]
            let name = try arguments.option(Self.trackName)
            let active = try arguments.option(Self.active)
            let settings = try MoverOptions(arguments)
            let seconds = settings.seconds
            let client = try client()
            return settings.run(sending: source) { report in
                try await client.uploadTextTrack(
                    videoURI: uri,
                    type: type,
                    language: language,
                    source.source { report(.wantsPiece($0)) },
                    name: name,
                    active: active,
                    timeout: seconds
                )
            } deliver: {
                try $1.push(body: $0)
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
        let settings = try MoverOptions(arguments)
        let options = settings.upload
        let waits = settings.waits
        let client = try client()
        let warn = warn
        return settings.run(sending: source) { report in
            let source = source.source { report(.wantsPiece($0)) }
            if case .file(let path) = source { await Self.checkQuota(for: path, client, warn) }
            var options = options
            // A script that fails in its last report did not get the URI: its next call must find the upload.
            options.onComplete = { _ = try await LuaTurn.take { report(.catchesUp($0)) } }
            let uri = try await work(client, source, options) { report(.progress(sent: $0.sent, total: $0.total)) }
            if waits { _ = try await client.waitForTranscode(videoURI: uri) }
            return uri
        } deliver: { uri, stack in
            stack.push(uri)
            return 1
        }
    }

    /// Warns, before a large file is sent, that the account has no room for it.
    private static func checkQuota(for path: String, _ client: Client, _ warn: (String) -> Void) async {
        guard let size = try? FileStatus.read(Path(Array(path.utf8)))?.size, size > largeSize else { return }
        // An error is reported when the upload begins.
        guard let quota = try? await client.quota() else { return }
        if let text = UploadQuota(quota).warning(for: size) { warn("\(path): \(text)") }
    }

    private func warnAboutUpgrade() {
        warnOnce("upgrade_to_1080 no longer has an effect: Vimeo transcodes to every size by itself")
    }
}
