internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var uploadFunctions: [FunctionDescription] {
        [upload, replace, uploadPicture]
    }

    private static let moverOptions = [
        Option("chunk_size", .number, "bytes per request, 128 MiB by default; raised so that there are at most 1024"),
        Option("retries", .number, "how many failures in a row, without progress, are put up with"),
        Option("timeout", .number, "seconds without progress after which a request fails"),
        Option("on_progress", .any, "function(sent, total), called while the file is sent"),
        Option("upgrade_to_1080", .boolean, "does nothing any more"),
    ]

    private static let filename = Parameter.required("filename", .string, "the file to send")
    private static let errors = ["file", "upload", "api", "auth", "network", "timeout", "cancelled", "usage"]

    private var upload: FunctionDescription {
        FunctionDescription(
            name: "vimeo.upload",
            parameters: [
                Self.filename,
                .optional("fields", .table, "the video's own fields, such as name, description, privacy"),
                .optional("options", .options(Self.moverOptions), "how to send"),
            ],
            results: "uri",
            text: "Uploads a video file and gives the new video's URI.",
            errors: Self.errors,
            example: "vimeo.upload(\"talk.mp4\", {name = \"My talk\"})",
            permission: .write
        ) { [self] arguments in
            let file = try arguments.required("filename").path()
            let fields = try arguments["fields"]?.object() ?? [:]
            let client = try client()
            return try move(options: arguments["options"]) { options, report in
                try await client.upload(file: file, fields: fields, options: options, progress: report)
            } deliver: { uri, stack in
                stack.push(uri)
                return 1
            }
        }
    }

    private var replace: FunctionDescription {
        FunctionDescription(
            name: "vimeo.replace",
            parameters: [
                .required("video_uri", .resource, "the video, such as /videos/1"),
                Self.filename,
                .optional("fields", .table, "fields of the new version"),
                .optional("options", .options(Self.moverOptions), "how to send"),
                .optional("upgrade_to_1080", .boolean, "does nothing any more"),
            ],
            results: "uri",
            text: "Puts another file in place of a video's source; it shows once it is transcoded.",
            errors: Self.errors,
            example: "vimeo.replace{video_uri = \"/videos/1\", filename = \"talk-2.mp4\"}",
            permission: .write
        ) { [self] arguments in
            let uri = try arguments.required("video_uri").uri()
            let file = try arguments.required("filename").path()
            var fields = try arguments["fields"]?.object() ?? [:]
            if arguments["upgrade_to_1080"] != nil || fields.removeValue(forKey: "upgrade_to_1080") != nil {
                warnAboutUpgrade()
            }
            let version = fields
            let client = try client()
            return try move(options: arguments["options"]) { options, report in
                try await client.replace(
                    videoURI: uri,
                    file: file,
                    fields: version,
                    options: options,
                    progress: report
                )
            } deliver: { uri, stack in
                stack.push(uri)
                return 1
            }
        }
    }

    private var uploadPicture: FunctionDescription {
        let options = [
            Option("activate", .boolean, "put the picture in use"),
            Option("timeout", .number, "seconds without progress after which a request fails"),
            Option("on_progress", .any, "function(sent, total), called while the file is sent"),
        ]
        return FunctionDescription(
            name: "vimeo.upload_picture",
            parameters: [
                .required("target", .resource, "a video, user or showcase, or the URI of its pictures"),
                Self.filename,
                .optional("options", .flagOrOptions(options), "true stands for {activate = true}"),
            ],
            results: "picture",
            text: "Uploads an image as a picture of a video, a user or a showcase.",
            errors: Self.errors,
            example: "vimeo.upload_picture(\"/videos/1\", \"cover.png\", true)",
            permission: .write
        ) { [self] arguments in
            let target = try arguments.required("target").uri()
            let file = try arguments.required("filename").path()
            let options = arguments["options"]
            let isFlag = options.map { $0.stack.type(at: $0.index) == .boolean } ?? false
            let activate = isFlag ? options?.flag : options?.withField("activate") { $0.flag }
            let client = try client()
            return try move(options: isFlag ? nil : options) { settings, report in
                try await client.uploadPicture(
                    target: target,
                    file: file,
                    activate: activate ?? false,
                    timeout: settings.timeout,
                    progress: report
                )
            } deliver: { response, stack in
                try stack.push(json: response.body)
                return 1
            }
        }
    }

    private func warnAboutUpgrade() {
        warnOnce("upgrade_to_1080 does nothing any more: Vimeo transcodes to every size by itself")
    }

    /// What the movers have in common: their options, and progress reported to the script.
    private func move<Value: Sendable>(
        options: Argument?,
        _ work: @escaping @Sendable (UploadOptions, @escaping @Sendable (UploadProgress) -> Void) async throws -> Value,
        deliver: @escaping (Value, LuaStack) throws -> Int
    ) throws -> LuaReply {
        var settings = UploadOptions()
        if let size = try options?.withField("chunk_size", { try $0.integer(atLeast: 1) }) { settings.chunkSize = size }
        if let retries = try options?.withField("retries", { try $0.integer(atLeast: 0) }) {
            settings.retries = Int(clamping: retries)
        }
        settings.timeout = try options?.withField("timeout") { try $0.seconds() }
        if options?.withField("upgrade_to_1080", { _ in true }) == true { warnAboutUpgrade() }
        let callback = try options?.withField("on_progress") { option in
            guard option.stack.type(at: option.index) == .function else {
                throw VimeoError(.usage, "on_progress must be a function(sent, total)")
            }
            return LuaReference(to: option.index, on: option.stack)
        }
        let finished = settings
        guard let callback else {
            return .wait(for: { try await work(finished) { _ in } }, deliver: deliver)
        }
        return .wait(
            LuaWait(
                receiving: { (progress: UploadProgress, stack: LuaStack) in
                    callback.push(on: stack)
                    stack.push(progress.sent)
                    stack.push(progress.total)
                    try stack.call(arguments: 2, results: 0)
                },
                { report in
                    let meter = ProgressMeter()
                    return try await work(finished) { progress in
                        if meter.lets(progress) { report(progress) }
                    }
                },
                deliver: deliver
            )
        )
    }
}
