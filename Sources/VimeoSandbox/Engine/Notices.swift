import APIDescription
import JSONCore
import Platform

/// The names that mean something in the requests of an operation.
struct KnownNames: Sendable {
    /// Those that mean something in every request, or that official clients send without effect.
    private static let general: Set = [
        "fields", "page", "per_page", "sizes", "chunk_size", "upgrade_to_1080", "access_token", "client_id",
    ]
    /// Names that work although the API's description lacks them.
    private static let undescribed: [String: Set<String>] = [
        "create_project": ["parent_folder_uri"], "edit_project": ["parent_folder_uri"],
        "upload_video": ["folder_uri", "embed_domains", "hide_from_vimeo"],
        "edit_video": [
            "embed_domains", "embed_domains_add", "embed_domains_delete", "hide_from_vimeo", "language",
        ],
        "delete_project": ["should_delete_clips"], "delete_folder_items": ["uris", "should_delete_clips"],
    ]

    let query: Set<String>
    /// The fields of the body under an empty name, those of its objects under theirs, as `privacy`; where none is
    /// described, nothing is known to be wrong.
    let body: [String: Set<String>]

    init(_ operation: APIOperation?) {
        let more = Self.general.union(operation.flatMap { Self.undescribed[$0.id] } ?? [])
        query = more.union((operation?.query ?? []).compactMap(\.path.first))
        var body: [String: Set<String>] = [:]
        for path in (operation?.body ?? []).map(\.path) {
            for (depth, name) in path.enumerated() {
                body[path[..<depth].joined(separator: "."), default: []].insert(name)
            }
        }
        body[""]?.formUnion(more)
        self.body = body
    }
}

extension Store {
    /// Notes the names in a request that mean nothing: Vimeo ignores them without a word, and so does the sandbox.
    mutating func noteUnknownNames(_ request: ServerRequest, _ operation: APIOperation, _ known: KnownNames) {
        note("query parameter", request.query.map(\.name), operation, known.query)
        guard !known.body.isEmpty, let fields = try? request.fields() else { return }
        noteFields(fields, "", operation, known)
    }

    private mutating func noteFields(
        _ fields: JSONObject,
        _ place: String,
        _ operation: APIOperation,
        _ known: KnownNames
    ) {
        guard let names = known.body[place] else { return }
        let start = place.isEmpty ? "" : place + "."
        note("field", fields.members.map(\.key), operation, names, start)
        for member in fields.members.prefix(100) {
            if let inner = member.value.object { noteFields(inner, start + member.key, operation, known) }
        }
    }

    private mutating func note(
        _ what: String,
        _ names: [String],
        _ operation: APIOperation,
        _ known: Set<String>,
        _ start: String = ""
    ) {
        for name in names.prefix(100) where !known.contains(name) {
            let nearest = NearestName.find(name, in: Array(known))
            let text = "\(operation.method) \(operation.paths[0]) has no \(what) \(start)\(name)"
            notices.append(nearest.map { "\(text); did you mean \(start)\($0)?" } ?? text)
        }
    }
}
