internal import LuaKit
internal import Vimeo

extension VimeoTable {
    /// What is done with videos beside sending files.
    var videoFunctions: [FunctionDescription] {
        [grabPicture, pull, download, wait, quota]
    }

    private static let errors = ["api", "auth", "network", "timeout", "cancelled", "usage"]

    private var grabPicture: FunctionDescription {
        let options = [Option("activate", .boolean, "put the picture in use"), MoverOptions.timeout]
        return FunctionDescription(
            name: "vimeo.grab_picture",
            parameters: [
                .required("target", .resource, "the video, or the URI of its pictures"),
                .required("seconds", .number, "where in the video the frame is"),
                .optional("options", .flagOrOptions(options), "true stands for {activate = true}"),
            ],
            results: "picture",
            text: "Makes a picture of a video from one of its own frames.",
            errors: Self.errors,
            example: "vimeo.grab_picture(\"/videos/1\", 12.5, true)",
            permission: .write
        ) { [self] arguments in
            let target = try arguments.required("target").uri()
            let time = arguments.required("seconds").number
            let activate = arguments["options"]?.isSet("activate") ?? false
            let seconds = try MoverOptions(arguments["options"]).seconds
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
        let options = [
            Option("size", .number, "the bytes of the file, if they are known"),
            Option("wait", .boolean, "also wait until the video is transcoded"),
            MoverOptions.timeout,
        ]
        return FunctionDescription(
            name: "vimeo.pull",
            parameters: [
                .required("link", .string, "an absolute URL that Vimeo can reach for a day"),
                .optional("fields", .table, "the video's own fields, such as name, description, privacy"),
                .optional("options", .options(options), "what is known of the file, and whether to wait"),
            ],
            results: "uri",
            text: "Makes a video of a file that Vimeo fetches from a link.",
            errors: Self.errors,
            example: "vimeo.pull(\"https://example.com/talk.mp4\", {name = \"My talk\"})",
            permission: .write
        ) { [self] arguments in
            let link = try arguments.required("link").text()
            let fields = try arguments["fields"]?.object() ?? [:]
            let size = try arguments["options"]?.withField("size") { try $0.integer(atLeast: 1) }
            let settings = try MoverOptions(arguments["options"])
            let (seconds, waits) = (settings.seconds, settings.waits)
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
        let options = [
            Option("quality", .string, "such as source, hd or 720p; the best by default"),
            MoverOptions.resume,
            MoverOptions.retries,
            MoverOptions.timeout,
            MoverOptions.limit,
            MoverOptions.onProgress,
        ]
        return FunctionDescription(
            name: "vimeo.download",
            parameters: [
                .required("target", .resource, "the video, or the URL of a file"),
                .required("filename", .string, "the file to write, or a folder to put it in"),
                .optional("options", .options(options), "which file, and how to fetch it"),
            ],
            results: "path, size",
            text: "Downloads a video's file; a call that was cut off goes on when it is made again.",
            errors: ["file", "network", "timeout", "api", "auth", "cancelled", "usage"],
            example: "vimeo.download(\"/videos/1\", \"talks\", {quality = \"source\"})",
            permission: .read
        ) { [self] arguments in
            let target = try arguments.required("target").uri()
            let path = try arguments.required("filename").path()
            let settings = try MoverOptions(arguments["options"])
            var options = DownloadOptions()
            options.quality = try arguments["options"]?.withField("quality") { try $0.text() }
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
        let options = [Option("timeout", .number, "seconds to wait at most; for ever by default")]
        return FunctionDescription(
            name: "vimeo.wait",
            parameters: [
                .required("video_uri", .resource, "the video, such as /videos/1 or https://vimeo.com/1"),
                .optional("options", .options(options), "how long to wait"),
            ],
            results: "video",
            text: "Waits until a video is transcoded and gives it; raises if it cannot be.",
            errors: ["upload"] + Self.errors,
            example: "vimeo.wait(\"/videos/1\", {timeout = 600}).status",
            permission: .read
        ) { [self] arguments in
            let uri = try arguments.required("video_uri").uri()
            let seconds = try arguments["options"]?.withField("timeout") { try $0.seconds() }
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
            parameters: [],
            results: "quota",
            text:
                "Gives what the account may still upload: space, periodic and lifetime, each with free, max and used.",
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
