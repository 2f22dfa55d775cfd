import JSONCore
import NIOHTTP1

/// Pictures as they are shown, and the images that their links lead to.
extension Store {
    /// The sizes in which every image is shown.
    private static let sizes: [(width: Int, height: Int)] = [(100, 75), (640, 360), (1280, 720), (1920, 1080)]

    /// Adds the links to the image, once there is one.
    func complete(picture: Resource, _ fields: inout JSONObject) {
        let base = "\(downloadRoot)/images\(picture.uri)"
        fields["base_link"] = .string(base)
        guard picture.hidden["image"] == true else { return }
        fields["sizes"] = .array(
            Self.sizes.map { size -> JSONValue in
                let link = "\(base)_\(size.width)x\(size.height)"
                return [
                    "width": .integer(Int64(size.width)), "height": .integer(Int64(size.height)),
                    "link": .string(link), "link_with_play_button": .string(link),
                ]
            }
        )
    }

    /// The image at `/images/videos/1/pictures/2_640x360`: what was sent, else stripes of that size.
    func image(_ request: ServerRequest) throws(APIError) -> DownloadAction {
        let path = "/" + request.segments.dropFirst().joined(separator: "/")
        let halves = path.split(separator: "_", maxSplits: 1).map(String.init)
        let size = Self.sizes.first { halves.count == 2 && halves[1] == "\($0.width)x\($0.height)" } ?? Self.sizes[1]
        guard let uri = halves.first, let picture = resources[uri], picture.hidden["image"] == true else {
            throw .plain(.notFound, "There is no such image.")
        }
        if let upload = uploads.values.first(where: { $0.target == uri && $0.isComplete }) {
            let headers: HTTPHeaders = ["Content-Type": "application/octet-stream"]
            return .send(status: .ok, headers, .stored(upload: upload.id), 0..<upload.offset)
        }
        let key = uri.resourceKey.utf8.reduce(UInt64(0)) { $0 &* 31 &+ UInt64($1) }
        let body = PNG.stripes(width: size.width, height: size.height, seed: key)
        return .answer(ServerResponse(status: .ok, headers: ["Content-Type": "image/png"], body: body))
    }
}
