internal import LuaKit
internal import Vimeo

/// What can be done with videos besides sending files.
extension VimeoTable {
    static let video = Parameter.required("video_uri", .resource, "the video, such as /videos/1 or https://vimeo.com/1")
    static let fields = Parameter.optional(
        "fields",
        .object,
        "the video's own fields, such as name, description, privacy"
    )
    static let activate = Parameter.optional("activate", .flag, default: false, "put the picture in use")
    private static let size = Parameter.optional("size", .integer(atLeast: 1), "the bytes of the file, if known")
    private static let quality = Parameter.optional("quality", .text, "such as source, hd or 720p; the best by default")
    private static let longest = Parameter.optional("timeout", .seconds, "seconds to wait at most; no limit by default")
    private static let errors = ["api", "auth", "network", "timeout", "cancelled", "usage"]

    func addVideos(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.grab_picture",
            permission: .write,
            taking(
                .required("target", .resource, "the video, or the URI of its pictures"),
                .required("seconds", .number, "where in the video the frame is")
            ),
            options: [Self.activate, RequestOptions.timeout],
            flag: true,
            results: "picture",
            text: "Creates a picture of a video from one of its own frames.",
            errors: Self.errors,
            example: "vimeo.grab_picture(\"/videos/1\", 12.5, true)"
        ) { [self] arguments, target, seconds in
            let activate = try arguments.option(Self.activate)
            let timeout = try arguments.option(RequestOptions.timeout)
            return try ask {
                try await $0.grabPicture(target: target, seconds: seconds, activate: activate, timeout: timeout)
            }
        }

        functions.add(
            "vimeo.pull",
            permission: .write,
            taking(.required("link", .text, "an absolute URL that Vimeo can reach for a day"), Self.fields),
            options: [Self.size, MoverOptions.owner, MoverOptions.wait, RequestOptions.timeout],
            results: "uri",
            text: "Creates a video from a file that Vimeo fetches from a link.",
            errors: Self.errors,
            example: "vimeo.pull(\"https://example.com/talk.mp4\", {name = \"My talk\"})"
        ) { [self] arguments, link, fields in
            let size = try arguments.option(Self.size)
            let owner = try arguments.option(MoverOptions.owner)
            let timeout = try arguments.option(RequestOptions.timeout)
            let waits = try arguments.option(MoverOptions.wait)
            return try ask { client in
                let uri = try await client.pull(
                    link: link,
                    fields: fields ?? [:],
                    size: size,
                    owner: owner,
                    timeout: timeout
                )
                if waits { _ = try await client.waitForTranscode(videoURI: uri) }
                return uri
            } push: {
                $1.push($0)
            }
        }

        functions.add(
            "vimeo.download",
            permission: .none,
            taking(
                .required("target", .resource, "the video, or the URL of a file"),
                .required("filename", .fileName, "the file to write, or a folder to put it in")
            ),
            options: [
                Self.quality, MoverOptions.resume, MoverOptions.retries, RequestOptions.timeout, MoverOptions.limit,
                MoverOptions.onProgress,
            ],
            results: "path, size",
            text: "Downloads a video's file; the same call resumes a download that was interrupted.",
            errors: ["file", "network", "timeout", "api", "auth", "cancelled", "usage"],
            example: "vimeo.download(\"/videos/1\", \"talks\", {quality = \"source\"})"
        ) { [self] arguments, target, path in
            var options = DownloadOptions()
            options.quality = try arguments.option(Self.quality)
            options.resume = try arguments.option(MoverOptions.resume)
            options.retries = try arguments.option(MoverOptions.retries)
            options.timeout = try arguments.option(RequestOptions.timeout)
            options.limit = try arguments.option(MoverOptions.limit)
            return try move(arguments) { [options] client, report in
                try await client.downloadVideo(target: target, to: path, options: options) { bytes, total in
                    report(.progress(sent: bytes, total: total))
                }
            } push: { file, stack in
                stack.push(file.path)
                stack.push(file.size)
            }
        }

        functions.add(
            "vimeo.wait",
            permission: .read,
            taking(Self.video),
            options: [Self.longest],
            results: "video",
            text: "Waits until a video is transcoded and available, and returns it; raises if it cannot be transcoded.",
            errors: ["upload"] + Self.errors,
            example: "vimeo.wait(\"/videos/1\", {timeout = 600}).status"
        ) { [self] arguments, uri in
            let timeout = try arguments.option(Self.longest)
            return try ask { try await $0.waitForTranscode(videoURI: uri, timeout: timeout) }
        }

        functions.add(
            "vimeo.quota",
            permission: .read,
            taking(),
            results: "quota",
            text:
                "Returns what the account may still upload: space, periodic and lifetime, each with free, max and used.",
            errors: Self.errors,
            example: "vimeo.quota().space.free"
        ) { [self] _ in
            try ask({ try await $0.quota().encoded() }, push: { try $1.push(json: $0) })
        }
    }
}
