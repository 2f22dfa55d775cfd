import JSONCore
import NIOHTTP1

/// The download origin, decisions only: files of videos under `/downloads`, captions under `/texttracks`.
extension Store {
    /// The forms in which a video can be had; the smaller ones are just the first bytes of the source.
    private static let renditions: [(name: String, quality: String, width: Int64, height: Int64, part: Int64)] = [
        ("source", "source", 1920, 1080, 4), ("1080p", "hd", 1920, 1080, 3), ("540p", "sd", 960, 540, 2),
    ]

    /// The member `download` of a video; empty before it is transcoded.
    func downloads(of video: Resource) -> JSONValue {
        guard video.fields["is_playable"] == true, let version = currentVersion(of: video.uri) else { return [] }
        let source = file(of: version)
        return .array(
            Self.renditions.map { rendition -> JSONValue in
                let isSource = rendition.name == "source"
                let path = "downloads/\(video.id)/\(version.id)/\(rendition.name)"
                let link = downloadLink(path, on: uploadRoot)
                let size = Self.size(source.size, rendition.part)
                return [
                    "quality": .string(rendition.quality),
                    "rendition": .string(rendition.name),
                    "type": isSource ? "source" : "video/mp4",
                    "width": .integer(rendition.width),
                    "height": .integer(rendition.height),
                    "expires": .string(link.expires.iso8601),
                    "link": .string(link.text),
                    "created_time": version.fields["created_time"] ?? .null,
                    "fps": 25,
                    "size": .integer(size),
                    "md5": .null,
                    "public_name": isSource ? "Original" : .string(rendition.name),
                    "size_short": .string("\(size / 1024)KB"),
                ]
            }
        )
    }

    /// A link that expires, with a signature that cannot be guessed.
    func downloadLink(_ path: String, on root: String) -> (text: String, expires: Instant) {
        let expires = now + options.linkLifetime
        let query = "expires=\(expires.seconds)&signature=\(signature(path, expires.seconds))"
        return ("\(root)/\(path)?\(query)", expires)
    }

    /// Sends a request on to the origin that has the bytes.
    func redirect(_ request: ServerRequest) throws(APIError) -> ServerResponse {
        try checkLink(request)
        let path = request.segments.map(Percent.encode).joined(separator: "/")
        let query = request.query.map { "\(Percent.encode($0.name))=\(Percent.encode($0.value))" }
            .joined(separator: "&")
        return ServerResponse(status: .found, headers: ["Location": "\(downloadRoot)/\(path)?\(query)"])
    }

    func download(_ request: ServerRequest) -> DownloadAction {
        do throws(APIError) {
            // An image is for everybody, as at Vimeo.
            if request.segments.first == "images" { return try image(request) }
            try checkLink(request)
            return try file(request)
        } catch {
            return .answer(error.response)
        }
    }

    private func file(_ request: ServerRequest) throws(APIError) -> DownloadAction {
        let parts = request.segments
        if parts.first == "texttracks", parts.count == 2, let upload = uploads[parts[1]] {
            guard let track = resources[upload.target] else { throw .plain(.notFound, "There is nothing here.") }
            return send(.stored(upload: upload.id), upload.offset, "text/vtt", of: track, request)
        }
        if parts.first == "captions", parts.count == 3,
            let track = resources["/videos/\(parts[1])/texttracks/\(parts[2])"], track.hidden["isSample"] == true
        {
            let text = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nThe harbour lies still.\n"
            return .answer(
                ServerResponse(status: .ok, headers: ["Content-Type": "text/vtt"], body: Array(text.utf8))
            )
        }
        guard parts.first == "downloads", parts.count == 4,
            let version = resources["/videos/\(parts[1])/versions/\(parts[2])"],
            let rendition = Self.renditions.first(where: { $0.name == parts[3] })
        else { throw .plain(.notFound, "There is nothing here.") }
        let source = file(of: version)
        return send(source.content, Self.size(source.size, rendition.part), "video/mp4", of: version, request)
    }

    private func send(
        _ content: Content,
        _ size: Int64,
        _ type: String,
        of resource: Resource,
        _ request: ServerRequest
    ) -> DownloadAction {
        let tag = "\"\(resource.uri.resourceKey.prefix(12))-\(size)\""
        let modified = resource.modified.httpDate
        var headers: HTTPHeaders = [
            "Content-Type": type, "Accept-Ranges": "bytes", "ETag": tag, "Last-Modified": modified,
            "Date": now.httpDate,
        ]
        let condition = request.headers.first(name: "If-Range")
        let isSame = condition == nil || condition == tag || condition == modified
        switch ByteRange(isSame ? request.headers.first(name: "Range") : nil, size: size) {
        case .whole: return .send(status: .ok, headers, content, 0..<size)
        case .part(let range):
            headers.add(name: "Content-Range", value: "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)")
            return .send(status: .partialContent, headers, content, range)
        case .unsatisfiable:
            headers.add(name: "Content-Range", value: "bytes */\(size)")
            return .answer(ServerResponse(status: .rangeNotSatisfiable, headers: headers))
        }
    }

    private func checkLink(_ request: ServerRequest) throws(APIError) {
        guard request.headers.first(name: "Authorization") == nil else { throw .tokenAtLink }
        guard request.method == .GET || request.method == .HEAD else {
            throw .plain(.methodNotAllowed, "A file only allows GET and HEAD.", ["Allow": "GET, HEAD"])
        }
        let path = request.segments.joined(separator: "/")
        guard let expires = request.parameter("expires").flatMap({ Int64($0) }),
            request.parameter("signature") == signature(path, expires)
        else { throw .plain(.forbidden, "The link is not valid.") }
        guard expires > now.seconds else { throw .plain(.gone, "The link has expired.") }
    }

    private func signature(_ path: String, _ expires: Int64) -> String {
        String("\(path) \(expires) \(identity.clientSecret)".resourceKey.prefix(24))
    }

    /// The bytes of a version: those that were sent, or else a small sample.
    private func file(of version: Resource) -> (content: Content, size: Int64) {
        if let upload = uploads.values.first(where: { $0.target == version.uri }) {
            return (.stored(upload: upload.id), upload.offset)
        }
        let size = version.fields["filesize"]?.integer ?? 0
        return (.sample(seed: UInt64(version.id) ?? 0), max(64, size / 4096))
    }

    /// So many quarters of the whole, but at least a byte.
    private static func size(_ whole: Int64, _ quarters: Int64) -> Int64 {
        whole == 0 ? 0 : max(1, whole / 4 * quarters + whole % 4 * quarters / 4)
    }
}
