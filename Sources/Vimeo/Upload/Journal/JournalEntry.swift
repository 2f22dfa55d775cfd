import FoundationEssentials
import Platform

/// What another process must know to resume an upload.
///
/// Its file is a JSON object. Fields may be added as optional ones; `format` changes if a field changes its meaning. An entry
/// whose checksum does not fit is used only if Vimeo confirms that its link belongs to its video; otherwise it is set
/// aside, and the upload starts over.
struct JournalEntry: Sendable, Equatable, Codable {
    static let format = 1

    /// An entry is small; a larger file is not one.
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
    /// It allows anybody to send bytes in our name: it never leaves the journal.
    var link: String
    /// The URI of the video that gets a new version.
    var replaces: String?
    /// The URI of the user in whose account the video is created, if it is not the token's user.
    var owner: String?
    var apiRoot: String
    var account: String
    /// For people; the server knows better.
    var confirmed: Int64
    /// Seconds since 1970.
    var created: Int
    /// The checksum of all other fields.
    private(set) var checksum = ""

    /// Why an entry cannot be used.
    enum Problem: Error, Equatable {
        case damaged
        case unknownFormat

        var reason: String {
            switch self {
            case .damaged: "it is damaged"
            case .unknownFormat: "another version of this program wrote it"
            }
        }
    }

    /// The upload as Vimeo created it.
    var ticket: UploadTicket {
        get throws(VimeoError) {
            let link = try Address(secretLink: link, what: "upload link")
            return UploadTicket(videoURI: uri, object: object, link: link)
        }
    }

    /// What can be deleted, in words, if it is not resumed.
    var remains: String { UploadTicket.remains(object, of: uri) }

    /// The URI of what the bytes become.
    var object: String? { replaces == nil ? uri : version }

    var purpose: UploadPurpose { replaces.map { .version(of: $0) } ?? .video(owner: owner) }

    /// Whether it is what was written.
    var isIntact: Bool { checksum == sealed.checksum }

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
            size > 0 && (0...size).contains(confirmed) && path.hasPrefix("/")
            && [uri, version, replaces, owner].allSatisfy { uri in
                uri == nil || ResourceURI.answered(uri) != nil
            }
            && (try? ticket) != nil
        guard isSound else { throw .damaged }
    }

    init(_ key: JournalKey, file: SourceFile, fingerprint: String, ticket: UploadTicket, fields: String, created: Int) {
        path = key.path
        size = file.size
        modified = file.modified
        self.fingerprint = fingerprint
        uri = ticket.videoURI
        version = key.replaces == nil ? nil : ticket.object
        self.fields = fields
        link = ticket.link.description
        replaces = key.replaces
        owner = key.owner
        apiRoot = key.apiRoot
        account = key.account
        confirmed = 0
        self.created = created
    }

    /// The entry as JSON, with its checksum.
    func encoded() -> [UInt8] { sealed.json }

    private var sealed: JournalEntry {
        var entry = self
        entry.checksum = ""
        var checksum = Checksum()
        checksum.add(entry.json)
        entry.checksum = checksum.text
        return entry
    }

    private var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        // Texts and whole numbers always have a JSON form.
        return (try? encoder.encode(self)).map { Array($0) + [UInt8(ascii: "\n")] } ?? []
    }
}
