internal import LuaKit
internal import Vimeo

extension VimeoTable {
    /// What can be done with videos besides sending files.
    var videoFunctions: [FunctionDescription] {
        [grabPicture, pull, download, wait, quota]
    }

    private static let errors = ["api", "auth", "network", "timeout", "cancelled", "usage"]

    private static let pictureTarget = Parameter.required("target", .resource, "the video, or the URI of its pictures")
    private static let position = Parameter.required("seconds", .number, "where in the video the frame is")
    private static let activate = Parameter.optional("activate", .flag, default: false, "put the picture in use")
    private static let link = Parameter.required("link", .text, "an absolute URL that Vimeo can reach for a day")
    private static let fields = Parameter.optional(
        "fields",
        .object,
        "the video's own fields, such as name, description, privacy"
    )
    private static let size = Parameter.optional("size", .integer(atLeast: 1), "the bytes of the file, if known")
    private static let target = Parameter.required("target", .resource, "the video, or the URL of a file")
    private static let filename = Parameter.required(
        "filename",
        .fileName,
        "the file to write, or a folder to put it in"
    )
    private static let quality = Parameter.optional(
        "quality",
        .text,
        "such as source, hd or 720p; the best by default"
    )
    private static let video = Parameter.required(
        "video_uri",
        .resource,
        "the video, such as /videos/1 or https://vimeo.com/1"
    )
    private static let longest = Parameter.optional(
        "timeout",
        .seconds,
        "seconds to wait at most; no limit by default"
    )

    private var grabPicture: FunctionDescription {
        FunctionDescription(
            name: "vimeo.grab_picture",
            parameters: [
                Self.pictureTarget,
                Self.position,
                ParameterDescription.options(
                    [Self.activate, RequestOptions.timeout],
                    "true stands for {activate = true}",
                    flag: true
                ),
            ],
            results: "picture",
            text: "Creates a picture of a video from one of its own frames.",
            errors: Self.errors,
            example: "vimeo.grab_picture(\"/videos/1\", 12.5, true)",
            permission: .write
        ) { [self] arguments in
            let target = try arguments[Self.pictureTarget]
            let time = try arguments[Self.position]
            let activate = try arguments.option(Self.activate)
            let seconds = try arguments.option(RequestOptions.timeout)
            let client = try client()
            return .wait(
                for: {
                    try await client.grabPicture(target: target, seconds: time, activate: activate, timeout: seconds)
                },
                deliver: { try $1.push(body: $0) }
            )
        }
    }

    private var pull: FunctionDescription {
        FunctionDescription(
            name: "vimeo.pull",
            parameters: [
                Self.link,
                Self.fields,
                ParameterDescription.options(
                    [Self.size, MoverOptions.wait, RequestOptions.timeout],
                    "what is known about the file, and whether to wait"
                ),
            ],
            results: "uri",
            text: "Creates a video from a file that Vimeo fetches from a link.",
            errors: Self.errors,
            example: "vimeo.pull(\"https://example.com/talk.mp4\", {name = \"My talk\"})",
            permission: .write
        ) { [self] arguments in
            let link = try arguments[Self.link]
            let fields = try arguments[Self.fields] ?? [:]
            let size = try arguments.option(Self.size)
            let seconds = try arguments.option(RequestOptions.timeout)
            let waits = try arguments.option(MoverOptions.wait)
            let client = try client()
            return .wait(
                for: {
                    let uri = try await client.pull(link: link, fields: fields, size: size, timeout: seconds)
                    if waits { _ = try await client.waitForTranscode(videoURI: uri) }
                    return uri
                },
                deliver: { uri, stack in
                    stack.push(uri)
                    return 1
                }
            )
        }
    }

    private var download: FunctionDescription {
        FunctionDescription(
            name: "vimeo.download",
            parameters: [
                Self.target,
                Self.filename,
                ParameterDescription.options(
                    [
                        Self.quality, MoverOptions.resume, MoverOptions.retries, RequestOptions.timeout,
                        MoverOptions.limit, MoverOptions.onProgress,
                    ],
                    "which file, and how to download it"
                ),
            ],
            results: "path, size",
            text: "Downloads a video's file; the same call resumes a download that was interrupted.",
            errors: ["file", "network", "timeout", "api", "auth", "cancelled", "usage"],
            example: "vimeo.download(\"/videos/1\", \"talks\", {quality = \"source\"})",
            permission: .read
        ) { [self] arguments in
            let target = try arguments[Self.target]
            let path = try arguments[Self.filename]
            let settings = try MoverOptions(arguments)
            var options = DownloadOptions()
            options.quality = try arguments.option(Self.quality)
            options.resume = settings.resumes
            if let retries = settings.retryCount { options.retries = retries }
            options.timeout = settings.seconds
            options.limit = settings.bytesPerSecond
            let chosen = options
            let client = try client()
            return settings.run { report in
                try await client.downloadVideo(target: target, to: path, options: chosen) { bytes, total in
                    report(.progress(sent: bytes, total: total))
                }
            } deliver: { file, stack in
                stack.push(file.path)
                stack.push(file.size)
                return 2
            }
        }
    }

    private var wait: FunctionDescription {
        FunctionDescription(
            name: "vimeo.wait",
            parameters: [Self.video, ParameterDescription.options([Self.longest], "how long to wait")],
            results: "video",
            text: "Waits until a video is transcoded and available, and returns it; raises if it cannot be transcoded.",
            errors: ["upload"] + Self.errors,
            example: "vimeo.wait(\"/videos/1\", {timeout = 600}).status",
            permission: .read
        ) { [self] arguments in
            let uri = try arguments[Self.video]
            let seconds = try arguments.option(Self.longest)
            let client = try client()
            return .wait(
                for: { try await client.waitForTranscode(videoURI: uri, timeout: seconds) },
                deliver: { try $1.push(body: $0) }
            )
        }
    }

    private var quota: FunctionDescription {
        FunctionDescription(
            name: "vimeo.quota",
            results: "quota",
            text:
                "Returns what the account may still upload: space, periodic and lifetime, each with free, max and used.",
            errors: Self.errors,
            example: "vimeo.quota().space.free",
            permission: .read
        ) { [self] _ in
            let client = try client()
            return .wait(
                for: { try await client.quota().encoded() },
                deliver: { json, stack in
                    try stack.push(json: json)
                    return 1
                }
            )
        }
    }
}
