internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var uploadFunctions: [FunctionDescription] {
        [upload, replace, uploadPicture, uploadTextTrack]
    }

    private static let uploadOptions = [
        Option("chunk_size", .number, "bytes per request, 128 MiB by default; raised so that there are at most 1024"),
        MoverOptions.resume,
        MoverOptions.retries,
        MoverOptions.timeout,
        MoverOptions.limit,
        Option("wait", .boolean, "also wait until the video is transcoded"),
        MoverOptions.onProgress,
        Option("upgrade_to_1080", .boolean, "does nothing any more"),
    ]

    private static let source = Parameter.required(
        "filename",
        .source,
        "the file to send, or {data = string, function or file, size =, name =}"
    )
    private static let errors = ["file", "upload", "api", "auth", "network", "timeout", "cancelled", "usage"]

    /// From here on the quota is looked at first: 1 GiB.
    private static let largeSize: Int64 = 1 << 30

    private var upload: FunctionDescription {
        FunctionDescription(
            name: "vimeo.upload",
            parameters: [
                Self.source,
                .optional("fields", .table, "the video's own fields, such as name, description, privacy"),
                .optional("options", .options(Self.uploadOptions), "how to send"),
            ],
            results: "uri",
            text:
                "Uploads a video and gives the new video's URI; a call that was cut off goes on when it is made again.",
            errors: Self.errors,
            example: "vimeo.upload(\"talk.mp4\", {name = \"My talk\"})",
            permission: .write
        ) { [self] arguments in
            let source = try UploadSourceArgument(arguments.required("filename"))
            let fields = try arguments["fields"]?.object() ?? [:]
            return try send(source, arguments["options"]) { client, source, options, progress in
                try await client.upload(source, fields: fields, options: options, progress: progress)
            }
        }
    }

    private var replace: FunctionDescription {
        FunctionDescription(
            name: "vimeo.replace",
            parameters: [
                .required("video_uri", .resource, "the video, such as /videos/1 or https://vimeo.com/1"),
                Self.source,
                .optional("fields", .table, "fields of the new version"),
                .optional("options", .options(Self.uploadOptions), "how to send"),
                .optional("upgrade_to_1080", .boolean, "does nothing any more"),
            ],
            results: "uri",
            text: "Puts another file in place of a video's source; it shows once it is transcoded.",
            errors: Self.errors,
            example: "vimeo.replace{video_uri = \"/videos/1\", filename = \"talk-2.mp4\"}",
            permission: .write
        ) { [self] arguments in
            let uri = try arguments.required("video_uri").uri()
            let source = try UploadSourceArgument(arguments.required("filename"))
            var fields = try arguments["fields"]?.object() ?? [:]
            if arguments["upgrade_to_1080"] != nil || fields["upgrade_to_1080"] != nil {
                fields["upgrade_to_1080"] = nil
                warnAboutUpgrade()
            }
            let version = fields
            return try send(source, arguments["options"]) { client, source, options, progress in
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
        let options = [
            Option("activate", .boolean, "put the picture in use"),
            MoverOptions.timeout,
            MoverOptions.onProgress,
        ]
        return FunctionDescription(
            name: "vimeo.upload_picture",
            parameters: [
                .required("target", .resource, "a video, user or showcase, or the URI of its pictures"),
                .required("filename", .source, "the image to send, or {data = …} as for vimeo.upload"),
                .optional("options", .flagOrOptions(options), "true stands for {activate = true}"),
            ],
            results: "picture",
            text: "Uploads an image as a picture of a video, a user or a showcase.",
            errors: Self.errors,
            example: "vimeo.upload_picture(\"/videos/1\", \"cover.png\", true)",
            permission: .write
        ) { [self] arguments in
            let target = try arguments.required("target").uri()
            let source = try UploadSourceArgument(arguments.required("filename"))
            let activate = arguments["options"]?.isSet("activate") ?? false
            let settings = try MoverOptions(arguments["options"])
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
        let options = [
            Option("name", .string, "what people see; the file's name by default"),
            Option("active", .boolean, "show it, in place of another one of its language and type"),
            MoverOptions.timeout,
        ]
        return FunctionDescription(
            name: "vimeo.upload_texttrack",
            parameters: [
                .required("video_uri", .resource, "the video, such as /videos/1 or https://vimeo.com/1"),
                Parameter(
                    name: "track_type",
                    kind: .string,
                    isOptional: false,
                    text: "what the text is for",
                    values: ["captions", "chapters", "descriptions", "metadata", "subtitles"]
                ),
                .required("language", .string, "such as en, pt-BR or zh-Hant"),
                .required("filename", .source, "WebVTT, or SubRip (.srt), which is converted; a file or {data = …}"),
                .optional("options", .options(options), "what it is called and whether it is shown"),
            ],
            results: "texttrack",
            text: "Uploads captions, subtitles or another text track of a video.",
            errors: Self.errors,
            example: "vimeo.upload_texttrack(\"/videos/1\", \"captions\", \"en\", \"captions.vtt\", {active = true})",
            permission: .write
        ) { [self] arguments in
            let uri = try arguments.required("video_uri").uri()
            let type = try arguments.required("track_type").text()
            let language = try arguments.required("language").text()
            let source = try UploadSourceArgument(arguments.required("filename"))
            let options = arguments["options"]
            let name = try options?.withField("name") { try $0.text() }
            let active = options?.isSet("active") ?? false
            let settings = try MoverOptions(options)
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
        _ argument: Argument?,
        _ work:
            @escaping @Sendable (Client, UploadSource, UploadOptions, @escaping @Sendable (UploadProgress) -> Void)
            async throws -> String
    ) throws -> LuaReply {
        if argument?.isSet("upgrade_to_1080") == true { warnAboutUpgrade() }
        let settings = try MoverOptions(argument)
        let options = settings.upload
        let waits = settings.waits
        let client = try client()
        let warn = warn
        return settings.run(sending: source) { report in
            let source = source.source { report(.wantsPiece($0)) }
            if case .file(let path) = source { await Self.checkQuota(for: path, client, warn) }
            var options = options
            // A script that fails in its last report has not got the URI: its next call must find the upload.
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
        // Whatever is wrong will show when the upload begins.
        guard let quota = try? await client.quota() else { return }
        if let text = UploadQuota(quota).warning(for: size) { warn("\(path): \(text)") }
    }

    private func warnAboutUpgrade() {
        warnOnce("upgrade_to_1080 does nothing any more: Vimeo transcodes to every size by itself")
    }
}

extension Argument {
    /// Whether a key of an options table is true; `true` in place of the table means all of them are.
    func isSet(_ key: String) -> Bool {
        stack.type(at: index) == .boolean ? flag : withField(key) { $0.flag } ?? false
    }
}
