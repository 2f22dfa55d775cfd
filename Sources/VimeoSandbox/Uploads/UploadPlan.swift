import JSONCore
import NIOHTTP1

/// The `upload` member of a creating request: how the file will come.
struct UploadPlan: Sendable {
    enum Approach: String, Sendable {
        case tus
        case pull
    }

    let approach: Approach
    let size: Int64
    /// Where a pull gets the file.
    let link: String?

    /// The largest file Vimeo takes: 250 GiB.
    static let maximumSize: Int64 = 268_435_456_000

    /// Reads and checks the body of the request.
    init(_ body: JSONObject) throws(APIError) {
        if body["type"] != nil, body["upload"] == nil {
            throw .invalid(
                [.init(field: "type", code: 3116, reason: "This version of the API needs upload.approach instead.")],
                code: 3116
            )
        }
        let upload = body["upload"]
        switch upload?["approach"] {
        case "tus": approach = .tus
        case "pull": approach = .pull
        case nil, .null, "streaming":
            // Without an approach the old streaming one is meant, which no longer exists.
            throw .invalid("upload.approach", "The streaming approach is no longer supported; use tus.", code: 2552)
        case "post":
            throw .coded(.badRequest, 2230, "The upload type is invalid.", "The sandbox takes tus and pull, not post.")
        default:
            throw .coded(.badRequest, 2230, "The upload type is invalid.", "upload.approach must be tus or pull.")
        }
        size = try Self.size(upload?["size"], isNeeded: approach == .tus)
        link = upload?["link"]?.string
        if approach == .pull, !(link.map { $0.hasPrefix("http://") || $0.hasPrefix("https://") } ?? false) {
            throw .invalid("upload.link", "It must be the URL of the file.")
        }
    }

    /// Clients send the size as a number, the API description calls it text: both are taken.
    private static func size(_ value: JSONValue?, isNeeded: Bool) throws(APIError) -> Int64 {
        let size: Int64? =
            switch value {
            case .integer(let int): int
            case .string(let text): Int64(text)
            case nil, .null: isNeeded ? nil : 0
            default: nil
            }
        guard let size, 0...maximumSize ~= size else {
            throw .invalid("upload.size", "It must be the number of bytes, at most \(maximumSize).")
        }
        return size
    }
}
