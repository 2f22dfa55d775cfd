import FoundationEssentials

/// What another process must know to go on with an upload.
struct JournalEntry: Sendable, Equatable, Codable {
    static let format = 1

    /// An entry is tiny; a file larger than this is none.
    static let largest = 64 * 1024

    var format = Self.format
    var path: String
    var size: Int64
    var modified: FileTime
    var fingerprint: String
    var uri: String
    /// The URI of the new version, if it is one and Vimeo named it.
    var version: String?
    /// The checksum of the fields it has.
    var fields: String?
    /// Whoever has it can send bytes in our name: it never leaves the journal.
    var link: String
    /// The URI of the video that gets a new version.
    var replaces: String?
    var apiRoot: String
    var account: String
    /// A hint for people; the server knows better.
    var confirmed: Int64
    /// Seconds since 1970.
    var created: Int

    /// Why an entry cannot be used.
    enum Problem: Error, Equatable {
        case damaged
        case unknownFormat

        var reason: String {
            switch self {
            case .damaged: "it is damaged"
            case .unknownFormat: "it is of another version of this program"
            }
        }
    }

    /// The upload as Vimeo made it.
    var made: MadeUpload {
        get throws(VimeoError) { MadeUpload(uri: uri, object: object, link: try Client.secretLink(link)) }
    }

    /// What may be deleted, in words, if it is not gone on with.
    var remains: String { MadeUpload.remains(object, of: uri) }

    private var object: String? { replaces == nil ? uri : version }

    var kind: Transfer.Kind { replaces == nil ? .upload : .replace }

    /// Reads an entry and checks all that can be checked without its file.
    init(_ bytes: [UInt8]) throws(Problem) {
        guard bytes.count <= Self.largest, let json = JSONValue(json: bytes), let format = json["format"]?.integer
        else { throw .damaged }
        guard format == Int64(Self.format) else { throw .unknownFormat }
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw .damaged
        }
        let isSound =
            size > 0 && (0...size).contains(confirmed) && path.hasPrefix("/") && uri.hasPrefix("/")
            && version?.hasPrefix("/") != false
            && replaces?.hasPrefix("/") != false && (try? Client.secretLink(link)) != nil
        guard isSound else { throw .damaged }
    }

    init(
        _ key: JournalKey,
        file: SourceFile,
        fingerprint: String,
        made: MadeUpload,
        fields: String,
        created: Int
    ) {
        path = key.path
        size = file.size
        modified = file.modified
        self.fingerprint = fingerprint
        uri = made.uri
        version = key.replaces == nil ? nil : made.object
        self.fields = fields
        link = made.link.description
        replaces = key.replaces
        apiRoot = key.apiRoot
        account = key.account
        confirmed = 0
        self.created = created
    }

    /// Whether it is about that very file, unchanged.
    func describes(_ file: SourceFile, fingerprint: String) -> Bool {
        size == file.size && modified == file.modified && self.fingerprint == fingerprint
    }

    /// Whether it is what the key stands for.
    func belongs(to key: JournalKey) -> Bool {
        path == key.path && replaces == key.replaces && apiRoot == key.apiRoot && account == key.account
    }

    func encoded() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        // Texts and whole numbers always have a JSON form.
        return (try? encoder.encode(self)).map { Array($0) + [UInt8(ascii: "\n")] } ?? []
    }
}
