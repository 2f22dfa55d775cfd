import FoundationEssentials

/// Which file the part of an unfinished download belongs to; it holds no link, as links are secrets.
struct PartRecord: Codable, Sendable, Equatable {
    /// Only this version is read.
    private(set) var version = 1
    /// Names the file: the video and the rendition, or a fingerprint of the link.
    var key: String
    /// The size of the whole file, if it is known.
    var size: Int64?
    /// With it the server can be asked whether the file is still the same (`If-Range`).
    var validator: String?

    static let largest = 16 * 1024

    init(key: String, size: Int64?, validator: String?) {
        self.key = key
        self.size = size
        self.validator = validator
    }

    /// Reads a record; nil for anything else.
    init?(json: [UInt8]) {
        guard let record = try? JSONDecoder().decode(PartRecord.self, from: Data(json)),
            record.version == 1, record.size ?? 1 > 0, DownloadAnswer.isSendable(record.validator ?? "")
        else { return nil }
        self = record
    }

    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Nothing in it can fail to be encoded; an empty record is not read.
        return (try? encoder.encode(self)).map { Array($0) } ?? []
    }
}
