/// One form of a video that can be downloaded as a file, as the API's `download` and `files` list it.
struct Rendition: Sendable, Equatable {
    /// Such as `source`, `hd` or `sd`.
    var quality: String
    /// A finer name, such as `1080p`.
    var rendition: String?
    /// The name Vimeo shows to people.
    var publicName: String?
    /// The MIME type, or `source`.
    var type: String?
    var height: Int64
    /// In bytes, if it is known.
    var size: Int64?
    /// What changes with the bytes: their MD5, or when they were created.
    var mark: String?
    var link: String

    /// Reads one entry; nil if it is not a file that can be downloaded in one piece.
    init?(_ json: JSONValue) {
        guard let link = json["link"]?.string, !link.isEmpty else { return nil }
        let quality = json["quality"]?.string ?? ""
        guard !["hls", "dash", "adaptive"].contains(quality.lowercased()) else { return nil }
        self.link = link
        self.quality = quality
        rendition = Self.word(json["rendition"])
        publicName = Self.word(json["public_name"])
        type = Self.word(json["type"])
        height = json["height"]?.integer ?? 0
        size = json["size"]?.integer.flatMap { $0 > 0 ? $0 : nil }
        mark = Self.word(json["md5"]) ?? Self.word(json["created_time"])
    }

    /// The most specific name.
    var name: String { isSource ? "source" : rendition ?? publicName ?? quality }

    var isSource: Bool { quality.lowercased() == "source" || rendition?.lowercased() == "source" }

    /// Whether that is one of its names.
    func isCalled(_ name: String) -> Bool {
        let name = name.lowercased()
        return [quality, rendition, publicName].contains { $0?.lowercased() == name }
    }

    /// The source is better than anything derived from it; else more lines, then more bytes.
    func isBetter(than other: Rendition) -> Bool {
        guard isSource == other.isSource else { return isSource }
        return (height, size ?? 0) > (other.height, other.size ?? 0)
    }

    private static func word(_ value: JSONValue?) -> String? {
        value?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
}
