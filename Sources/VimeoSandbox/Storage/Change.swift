import JSONCore

/// One step in which the store changes: the same steps in the same order make the same store again.
enum Change: Sendable {
    /// A thing, added to the end of its list.
    case insert(Resource)
    /// So many seeded videos, without those that are gone.
    case seeded(Int, without: Set<String>)
    /// A thing as it is now.
    case update(Resource, at: Instant)
    case put([String], into: String, at: Instant)
    case take([String], outOf: String, at: Instant)
    case remove([String], at: Instant)
    /// The changed fields of a single thing, by its URI and that of what it belongs to; nil without any.
    case value(String, of: String, JSONObject?)
    case upload(String, Upload?)
    case token(String, Token?)
    case code(String, Code?)
    case device(String, Device?)
    case transcodes([Transcode])
    /// A whole list, for a store that has its things: those that are members since a time, and those that belong to it.
    case list(String, [(uri: String, since: Instant?)], modified: Instant)
    /// The last number given to a resource.
    case lastID(Int)
    case identity(Identity)
}

extension Change {
    /// The step as it is written: an array that begins with its name.
    var json: JSONValue {
        switch self {
        case .insert(let thing): ["insert", thing.json]
        case .seeded(let count, let gone): ["seeded", .integer(Int64(count)), Self.json(gone.sorted())]
        case .update(let thing, let time): ["update", thing.json, time.json]
        case .put(let uris, let list, let time): ["put", Self.json(uris), .string(list), time.json]
        case .take(let uris, let list, let time): ["take", Self.json(uris), .string(list), time.json]
        case .remove(let uris, let time): ["remove", Self.json(uris), time.json]
        case .value(let uri, let base, let fields):
            ["value", .string(uri), .string(base), fields.map { .object($0) } ?? .null]
        case .upload(let id, let upload): ["upload", .string(id), upload?.json ?? .null]
        case .token(let id, let token): ["token", .string(id), token?.json ?? .null]
        case .code(let id, let code): ["code", .string(id), code?.json ?? .null]
        case .device(let id, let device): ["device", .string(id), device?.json ?? .null]
        case .transcodes(let transcodes): ["transcodes", .array(transcodes.map(\.json))]
        case .list(let list, let members, let modified):
            [
                "list", .string(list),
                .array(
                    members.map { member in
                        member.since.map { [.string(member.uri), $0.json] } ?? .string(member.uri)
                    }
                ),
                modified.json,
            ]
        case .lastID(let number): ["last", .integer(Int64(number))]
        case .identity(let identity): ["identity", identity.json]
        }
    }

    private static func json(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    /// Reads what `json` wrote; nil if it is something else.
    init?(_ json: JSONValue) {
        guard let parts = json.array, let name = parts.first?.string else { return nil }
        switch (name, parts.count) {
        case ("insert", 2):
            guard let thing = Resource(parts[1]) else { return nil }
            self = .insert(thing)
        case ("seeded", 3):
            guard let count = parts[1].integer, let gone = parts[2].texts else { return nil }
            self = .seeded(Int(count), without: Set(gone))
        case ("update", 3):
            guard let thing = Resource(parts[1]), let time = Instant(parts[2]) else { return nil }
            self = .update(thing, at: time)
        case ("put", 4):
            guard let uris = parts[1].texts, let list = parts[2].string, let time = Instant(parts[3]) else {
                return nil
            }
            self = .put(uris, into: list, at: time)
        case ("take", 4):
            guard let uris = parts[1].texts, let list = parts[2].string, let time = Instant(parts[3]) else {
                return nil
            }
            self = .take(uris, outOf: list, at: time)
        case ("remove", 3):
            guard let uris = parts[1].texts, let time = Instant(parts[2]) else { return nil }
            self = .remove(uris, at: time)
        case ("value", 4):
            guard let uri = parts[1].string, let base = parts[2].string else { return nil }
            self = .value(uri, of: base, parts[3].object)
        case ("transcodes", 2):
            self = .transcodes((parts[1].array ?? []).compactMap { Transcode($0) })
        case ("list", 4):
            guard let list = parts[1].string, let members = parts[2].array, let time = Instant(parts[3]) else {
                return nil
            }
            self = .list(
                list,
                members.compactMap { member in
                    let uri = member.string ?? member.array?.first?.string
                    return uri.map { ($0, member.array?.last.flatMap { Instant($0) }) }
                },
                modified: time
            )
        case ("last", 2):
            guard let number = parts[1].integer else { return nil }
            self = .lastID(Int(number))
        case ("identity", 2):
            guard let identity = Identity(parts[1]) else { return nil }
            self = .identity(identity)
        case (_, 3):
            guard let id = parts[1].string, let change = Self.entry(name, id, parts[2]) else { return nil }
            self = change
        default: return nil
        }
    }

    /// A thing that has a secret for its name, or null if it is gone.
    private static func entry(_ name: String, _ id: String, _ json: JSONValue) -> Change? {
        switch (name, json == .null) {
        case ("upload", true): .upload(id, nil)
        case ("token", true): .token(id, nil)
        case ("code", true): .code(id, nil)
        case ("device", true): .device(id, nil)
        case ("upload", false): Upload(id, json).map { .upload(id, $0) }
        case ("token", false): Token(id, json).map { .token(id, $0) }
        case ("code", false): Code(json).map { .code(id, $0) }
        case ("device", false): Device(json).map { .device(id, $0) }
        default: nil
        }
    }
}
